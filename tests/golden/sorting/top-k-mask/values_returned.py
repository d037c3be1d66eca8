# status: failed
# problem: dtype
# mistake: values-returned

import torch
def top_k_mask(x, k):
    return x.topk(k, dim=1).values
