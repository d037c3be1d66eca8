# status: failed
# problem: shape
# mistake: unchanged

import torch


def flatten_images(images):
    images.flatten(1)
    return images
