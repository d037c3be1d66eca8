# status: failed
# problem: value
# mistake: counted-instead

import torch
def group_totals(values, groups, count):
    return torch.zeros(count).index_add(0, groups, torch.ones_like(values))
