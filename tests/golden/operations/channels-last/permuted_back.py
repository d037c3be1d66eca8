# status: failed
# problem: shape
# mistake: other-way-round

import torch


def channels_last(images):
    return torch.permute(images, (0, 3, 1, 2))
