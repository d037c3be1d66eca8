# status: failed
# problem: value
# mistake: reshaped-instead-of-permuted

import torch


def channels_last(images):
    n, c, h, w = images.shape
    return images.view(n, h, w, c)
