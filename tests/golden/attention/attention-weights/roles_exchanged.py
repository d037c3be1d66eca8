# status: failed
# problem: shape
# mistake: roles-exchanged

import torch
def attention_weights(q, k):
    size = q.shape[1]
    scores = k @ q.T / size ** 0.5
    return scores.softmax(dim=1)
