# status: failed
# problem: value
# mistake: multiplied-instead

import torch
def standardize(x):
    return (x - x.mean(0)) * x.std(0, correction=0)
