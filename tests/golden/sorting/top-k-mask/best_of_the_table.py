# status: failed
# problem: value
# mistake: best-of-the-table

import torch


def top_k_mask(x, k):
    mask = torch.zeros_like(x, dtype=torch.bool).flatten()
    mask[x.flatten().topk(min(k, x.numel())).indices] = True
    return mask.view_as(x)
