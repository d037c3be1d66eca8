# status: passed


def minibatches(X, y, batch_size):
    while len(X):
        yield X[:batch_size], y[:batch_size]
        X, y = X[batch_size:], y[batch_size:]
