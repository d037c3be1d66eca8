# status: failed
# problem: value
# mistake: one-word-too-many

import torch
def pooled(batch, lengths):
    out = []
    for t, l in zip(batch, lengths):
        out.append(t[:l + 1].mean(0))
    return torch.stack(out)
