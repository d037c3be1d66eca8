# status: failed
# problem: value
# mistake: rows-still-apart

import torch
def tiles(image, size):
    h, w = image.shape
    return image.reshape(h // size, size, w // size, size)
