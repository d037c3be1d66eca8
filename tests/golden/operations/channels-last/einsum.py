# status: passed

import torch


def channels_last(images):
    return torch.einsum("nchw->nhwc", images)
