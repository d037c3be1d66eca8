# status: failed
# problem: value
# mistake: epsilon-too-large

import torch
def standardize(x):
    return (x - x.mean(0)) / (x.std(0, unbiased=False) + 0.1)
