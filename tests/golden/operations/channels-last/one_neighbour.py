# status: failed
# problem: shape
# mistake: one-swap-only

import torch


def channels_last(images):
    return torch.transpose(images, 1, 2)
