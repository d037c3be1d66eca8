# status: passed

import torch


def attention_weights(q, k):
    scores = torch.einsum("id,jd->ij", q, k) / torch.tensor(q.shape[-1]).sqrt()
    powers = torch.exp(scores - scores.amax(dim=1, keepdim=True))
    return powers / powers.sum(dim=1, keepdim=True)
