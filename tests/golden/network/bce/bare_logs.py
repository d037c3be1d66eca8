# status: failed
# problem: value
# mistake: logarithm-of-zero

import torch


def bce(p, y):
    a = y * p.log()
    b = (1 - y) * (1 - p).log()
    return (a + b).mean().neg()
