# status: failed
# problem: dtype
# mistake: labels-first

def minibatches(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        yield y[start:start + batch_size], X[start:start + batch_size]
