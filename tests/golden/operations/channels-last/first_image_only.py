# status: failed
# problem: shape
# mistake: first-image-only

import torch
def channels_last(images):
    return images[0].permute(1, 2, 0)
