# status: failed
# problem: value
# mistake: not-rounded


def round_straight_through(x):
    return x.clone()
