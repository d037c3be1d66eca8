# status: failed
# problem: value
# mistake: started-at-zero

import torch


def best_class(scores):
    result = torch.zeros(len(scores), dtype=torch.int64)
    for i in range(len(scores)):
        best = 0
        for j in range(scores.shape[1]):
            if scores[i, j] > best:
                best = scores[i, j]
                result[i] = j
    return result
