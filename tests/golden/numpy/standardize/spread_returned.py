# status: failed
# problem: shape
# mistake: spread-returned

import torch
def standardize(x):
    return x.std(dim=0, correction=0)
