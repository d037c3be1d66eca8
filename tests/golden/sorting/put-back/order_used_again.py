# status: failed
# problem: value
# mistake: order-used-again


def put_back(values, order):
    return values[order]
