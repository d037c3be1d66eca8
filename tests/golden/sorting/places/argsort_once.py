# status: failed
# problem: value
# mistake: argsort-once


def places(x):
    return x.argsort()
