# status: failed
# problem: value
# mistake: not-divided

import torch
def pooled(batch, lengths):
    return torch.stack([t[:l].sum(0) for t, l in zip(batch, lengths)])
