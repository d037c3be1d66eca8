# status: failed
# problem: shape
# mistake: one-hot

import torch
def best_class(scores):
    idx = scores.argmax(dim=1)
    return torch.nn.functional.one_hot(idx, scores.shape[1])
