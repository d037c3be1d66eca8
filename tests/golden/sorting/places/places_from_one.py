# status: failed
# problem: value
# mistake: places-from-one


def places(x):
    return x.argsort().argsort() + 1
