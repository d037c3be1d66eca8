# status: failed
# problem: value
# mistake: lengths-along-numbers

import torch
def pooled(batch, lengths):
    m = torch.arange(batch.shape[1]) < lengths[:, None]
    return (batch * m[:, :, None]).sum(1) / lengths
