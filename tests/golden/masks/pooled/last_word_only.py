# status: failed
# problem: value
# mistake: last-word-only

import torch
def pooled(batch, lengths):
    return batch[torch.arange(len(batch)), lengths - 1]
