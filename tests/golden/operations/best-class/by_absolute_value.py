# status: failed
# problem: value
# mistake: by-absolute-value

import torch
def best_class(scores):
    return scores.abs().argmax(dim=1)
