# status: failed
# problem: value
# mistake: standardized-rows

import torch


def standardize(x):
    m = x.mean(1).unsqueeze(1)
    s = x.std(1).unsqueeze(1)
    return (x - m) / s
