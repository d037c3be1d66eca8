# status: failed
# problem: shape
# mistake: one-column-per-image

import torch


def flatten_images(images):
    return torch.stack([image.flatten() for image in images], dim=1)
