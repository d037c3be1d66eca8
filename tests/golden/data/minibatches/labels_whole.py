# status: failed
# problem: shape
# mistake: labels-whole


def minibatches(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y
