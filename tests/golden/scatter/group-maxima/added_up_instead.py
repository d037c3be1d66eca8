# status: failed
# problem: value
# mistake: added-up-instead

import torch
def group_maxima(values, groups, count):
    return torch.zeros(count).index_add(0, groups, values)
