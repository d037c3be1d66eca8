# status: failed
# problem: value
# mistake: padding-counted

import torch


def pooled(batch, lengths):
    return batch.mean(dim=1)
