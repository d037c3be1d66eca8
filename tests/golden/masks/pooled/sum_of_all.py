# status: failed
# problem: value
# mistake: padding-added

import torch


def pooled(batch, lengths):
    return batch.sum(dim=1) / lengths.unsqueeze(1)
