# status: passed

import torch


def flatten_images(images):
    n = images.size(0)
    return images.reshape(n, images.numel() // n)
