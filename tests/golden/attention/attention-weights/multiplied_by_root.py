# status: failed
# problem: value
# mistake: multiplied-by-root

import torch
def attention_weights(q, k):
    scores = q @ k.T * q.shape[1] ** 0.5
    return scores.softmax(dim=1)
