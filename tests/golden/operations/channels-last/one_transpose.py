# status: failed
# problem: shape
# mistake: height-and-width-swapped

import torch


def channels_last(images):
    return images.transpose(1, 3)
