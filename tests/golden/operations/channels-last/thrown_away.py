# status: failed
# problem: shape
# mistake: unchanged

import torch


def channels_last(images):
    images.permute(0, 2, 3, 1)
    return images
