# status: failed
# problem: value
# mistake: divided-by-the-width

import torch


def pooled(batch, lengths):
    words = torch.arange(batch.size(1))
    real = (words < lengths.unsqueeze(1)).unsqueeze(2)
    return torch.where(real, batch, 0).mean(dim=1)
