# status: failed
# problem: value
# mistake: never-drops


def drop_out(x, p, training):
    return x
