# status: failed
# problem: value
# mistake: reordered

import torch


def flatten_images(images):
    return images.movedim(1, -1).reshape(len(images), -1)
