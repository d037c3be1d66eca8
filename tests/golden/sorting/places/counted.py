# status: passed


def places(x):
    return (x[:, None] > x).sum(1)
