# status: failed
# problem: value
# mistake: root-twice

import torch
def standardize(x):
    return (x - x.mean(0)) / torch.sqrt(x.std(0, unbiased=False))
