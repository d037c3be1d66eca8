# status: passed

import torch


def output_side(side, kernel, stride, padding):
    layer = torch.nn.Conv2d(1, 1, kernel, stride=stride, padding=padding)
    return layer(torch.zeros(1, 1, side, side)).shape[-1]
