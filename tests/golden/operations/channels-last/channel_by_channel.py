# status: passed
# remarks: loop-instead-of-broadcast

import torch


def channels_last(images):
    return torch.cat([channel.movedim(1, -1) for channel in images.split(1, dim=1)], dim=-1)
