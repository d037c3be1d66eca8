# status: failed
# problem: value
# mistake: nothing-masked


def causal_weights(scores):
    return scores.softmax(dim=1)
