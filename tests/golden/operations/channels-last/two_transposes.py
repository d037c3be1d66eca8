# status: passed

import torch


def channels_last(images):
    return images.transpose(1, 2).transpose(2, 3).contiguous()
