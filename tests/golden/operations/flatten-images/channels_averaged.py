# status: failed
# problem: shape
# mistake: channels-averaged

import torch
def flatten_images(images):
    N, C, H, W = images.shape
    return images.float().mean(1).reshape(N, H * W)
