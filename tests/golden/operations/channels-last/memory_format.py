# status: failed
# problem: shape
# mistake: unchanged

import torch


def channels_last(images):
    return images.to(memory_format=torch.channels_last)
