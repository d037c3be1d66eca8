# status: passed

import torch


def flatten_images(images):
    return torch.func.vmap(torch.ravel)(images)
