# status: failed
# problem: shape
# mistake: flattened-batch-too

import torch


def flatten_images(images):
    return images.view(1, -1)
