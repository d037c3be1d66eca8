# status: failed
# problem: shape
# mistake: single-rows

def minibatches(X, y, batch_size):
    for i in range(0, len(X), batch_size):
        yield X[i], y[i]
