# status: failed
# problem: value
# mistake: still-sorted


def put_back(values, order):
    return values.sort().values
