# status: passed

import torch


def slide(image, kernel):
    a, b = kernel.shape
    height, width = image.shape[0] - a + 1, image.shape[1] - b + 1
    result = torch.zeros(height, width)
    for k in range(a):
        for m in range(b):
            result += kernel[k, m] * image[k : k + height, m : m + width]
    return result
