# status: failed
# problem: value
# mistake: reshaped-instead-of-permuted

import torch


def channels_last(images):
    n, c, h, w = images.size()
    return images.flatten().reshape(n, h, w, c)
