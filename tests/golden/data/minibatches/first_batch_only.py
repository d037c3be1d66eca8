# status: failed
# problem: shape
# mistake: first-batch-only


def minibatches(X, y, batch_size):
    for _ in range(0, len(X), batch_size):
        yield X[:batch_size], y[:batch_size]
