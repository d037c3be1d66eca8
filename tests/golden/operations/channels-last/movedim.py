# status: passed

import torch


def channels_last(images):
    return torch.movedim(images, 1, -1)
