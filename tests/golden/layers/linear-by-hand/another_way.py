# status: passed

import torch


def linear_by_hand(x, weight, bias):
    return torch.einsum("...i,oi->...o", x, weight) + bias
