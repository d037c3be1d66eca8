# status: failed
# problem: value
# mistake: not-shuffled


def shuffle_together(x, y):
    return x, y
