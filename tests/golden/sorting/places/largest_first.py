# status: failed
# problem: value
# mistake: largest-first


def places(x):
    return x.argsort(descending=True).argsort()
