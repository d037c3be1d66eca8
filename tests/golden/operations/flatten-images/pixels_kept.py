# status: failed
# problem: shape
# mistake: wrong-dimensions-merged

import torch


def flatten_images(images):
    n, c, h, w = images.shape
    return images.view(n, c, h * w)
