# status: failed
# problem: type
# mistake: batches-overlap


def minibatches(X, y, batch_size):
    for start in range(len(X)):
        stop = start + batch_size
        yield X[start:stop], y[start:stop]
