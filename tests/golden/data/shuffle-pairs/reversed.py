# status: failed
# problem: value
# mistake: same-order-again


def shuffle_pairs(X, y):
    return X.flip(0), y.flip(0)
