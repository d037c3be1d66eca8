# status: failed
# problem: value
# mistake: bias-subtracted

import torch
def linear_by_hand(x, weight, bias):
    return x @ weight.T - bias
