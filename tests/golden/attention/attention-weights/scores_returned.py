# status: failed
# problem: value
# mistake: scores-returned


def attention_weights(q, k):
    return q @ k.T / q.shape[1] ** 0.5
