# status: failed
# problem: shape
# mistake: unchanged

import torch


def flatten_images(images):
    images.reshape(images.shape[0], -1)
    return images
