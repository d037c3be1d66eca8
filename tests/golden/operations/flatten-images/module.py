# status: passed

import torch


def flatten_images(images):
    return torch.nn.Flatten()(images)
