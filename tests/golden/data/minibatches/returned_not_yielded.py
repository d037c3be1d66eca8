# status: failed
# problem: type
# mistake: returned-not-yielded

def minibatches(X, y, batch_size):
    batches = []
    for i in range(0, len(X), batch_size):
        batches.append((X[i:i + batch_size], y[i:i + batch_size]))
    return batches
