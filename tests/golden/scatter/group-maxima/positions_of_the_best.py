# status: failed
# problem: dtype
# mistake: positions-of-the-best

import torch
def group_maxima(values, groups, count):
    table = torch.where(groups[None, :] == torch.arange(count)[:, None], values, float("-inf"))
    return table.argmax(dim=1)
