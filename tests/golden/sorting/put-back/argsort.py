# status: passed


def put_back(values, order):
    return values[order.argsort()]
