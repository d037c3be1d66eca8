# status: passed

import torch


def bilinear(x, weight, y):
    half = torch.einsum("bi,oij->boj", x, weight)
    return torch.einsum("boj,bj->bo", half, y)
