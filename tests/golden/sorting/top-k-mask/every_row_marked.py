# status: failed
# problem: value
# mistake: every-row-marked

import torch
def top_k_mask(x, k):
    mask = torch.zeros_like(x, dtype=torch.bool)
    idx = torch.topk(x, k, dim=1).indices
    mask[:, idx] = True
    return mask
