# status: failed
# problem: dtype
# mistake: made-float

import torch


def best_class(scores):
    result = torch.zeros(len(scores))
    for i, row in enumerate(scores):
        result[i] = row.argmax()
    return result
