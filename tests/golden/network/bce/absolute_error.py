# status: failed
# problem: value
# mistake: absolute-error

import torch
def bce(p, y):
    return (p - y).abs().mean()
