# status: failed
# problem: value
# mistake: largest-instead

import torch
def pooled(batch, lengths):
    out = []
    for t, l in zip(batch, lengths):
        out.append(t[:l].max(0).values)
    return torch.stack(out)
