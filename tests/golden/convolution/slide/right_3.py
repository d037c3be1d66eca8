# status: passed

import torch


def slide(image, kernel):
    windows = image.unfold(0, kernel.size(0), 1).unfold(1, kernel.size(1), 1)
    return torch.einsum("ijkl,kl->ij", windows, kernel)
