# status: failed
# problem: shape
# mistake: end-never-moves

def minibatches(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        yield X[start:batch_size], y[start:batch_size]
