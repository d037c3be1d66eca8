# status: failed
# problem: shape
# mistake: height-and-width-swapped

import torch


def channels_last(images):
    return torch.swapaxes(images, 1, 3)
