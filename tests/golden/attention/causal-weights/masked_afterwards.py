# status: failed
# problem: value
# mistake: masked-afterwards


def causal_weights(scores):
    return scores.softmax(dim=1).tril()
