# status: passed

import torch


def channels_last(images):
    return images.permute(0, 2, 3, 1)
