# status: failed
# problem: type
# mistake: batch-count-as-size


def minibatches(X, y, batch_size):
    yield from zip(X.chunk(batch_size), y.chunk(batch_size), strict=True)
