# status: failed
# problem: shape
# mistake: height-and-width-swapped

import torch


def channels_last(images):
    return torch.einsum("nchw->nwhc", images)
