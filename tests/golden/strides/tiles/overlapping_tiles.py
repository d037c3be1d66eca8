# status: failed
# problem: shape
# mistake: overlapping-tiles

import torch
def tiles(image, size):
    return image.unfold(0, size, 1).unfold(1, size, 1)
