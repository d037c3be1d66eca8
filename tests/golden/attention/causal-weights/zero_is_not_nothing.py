# status: failed
# problem: value
# mistake: zero-is-not-nothing


def causal_weights(scores):
    return scores.tril().softmax(dim=1)
