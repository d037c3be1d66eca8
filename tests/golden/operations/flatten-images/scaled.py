# status: failed
# problem: dtype
# mistake: made-float

import torch


def flatten_images(images):
    return images.to(torch.float32).reshape(images.shape[0], -1)
