# status: failed
# problem: value
# mistake: negated

import torch
def standardize(x):
    return (x.mean(0) - x) / x.std(0, correction=0)
