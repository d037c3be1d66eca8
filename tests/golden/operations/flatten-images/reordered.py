# status: failed
# problem: value
# mistake: reordered

import torch
def flatten_images(images):
    return images.permute(0, 2, 3, 1).reshape(images.shape[0], -1)
