# status: failed
# problem: shape
# mistake: one-place-short

import torch


def slide(image, kernel):
    height = image.shape[0] - kernel.shape[0]
    width = image.shape[1] - kernel.shape[1]
    result = torch.zeros(height, width)
    for i in range(height):
        for j in range(width):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            result[i, j] = (window * kernel).sum()
    return result
