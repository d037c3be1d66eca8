# status: failed
# problem: shape
# mistake: permuted

import torch
def channels_last(images):
    return images.T
