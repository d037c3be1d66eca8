# status: passed
# remarks: loop-instead-of-broadcast

import torch


def pooled(batch, lengths):
    result = torch.zeros(batch.size(0), batch.size(2))
    for i in range(batch.size(0)):
        real = batch[i, : lengths[i]]
        result[i] = real.sum(dim=0) / lengths[i]
    return result
