# status: failed
# problem: value
# mistake: scaled-by-keys

import torch
def attention_weights(q, k):
    scores = q @ k.T / k.shape[0] ** 0.5
    return scores.softmax(dim=1)
