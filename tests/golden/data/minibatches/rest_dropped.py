# status: failed
# problem: type
# mistake: rest-dropped


def minibatches(X, y, batch_size):
    for start in range(0, len(X) - batch_size + 1, batch_size):
        stop = start + batch_size
        yield X[start:stop], y[start:stop]
