# status: passed

import torch


def channels_last(images):
    return torch.from_numpy(images.numpy().transpose(0, 2, 3, 1))
