# status: failed
# problem: grad
# mistake: gradient-all-zero


def round_straight_through(x):
    return x.round()
