# status: failed
# problem: shape
# mistake: size-of-the-image

import torch
def slide(image, kernel):
    kh, kw = kernel.shape
    result = torch.zeros_like(image)
    for i in range(image.shape[0] - kh + 1):
        for j in range(image.shape[1] - kw + 1):
            result[i, j] = torch.sum(image[i:i + kh, j:j + kw] * kernel)
    return result
