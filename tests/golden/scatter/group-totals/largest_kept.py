# status: failed
# problem: value
# mistake: largest-kept

import torch
def group_totals(values, groups, count):
    return torch.zeros(count).scatter_reduce(0, groups, values, reduce="amax")
