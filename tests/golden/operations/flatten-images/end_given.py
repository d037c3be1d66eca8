# status: failed
# problem: shape
# mistake: wrong-dimensions-merged

import torch


def flatten_images(images):
    return torch.flatten(images, start_dim=0, end_dim=1)
