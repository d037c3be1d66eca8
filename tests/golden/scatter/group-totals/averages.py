# status: failed
# problem: value
# mistake: means-instead

import torch


def group_totals(values, groups, count):
    totals = torch.zeros(count).index_add(0, groups, values)
    sizes = torch.zeros(count).index_add(0, groups, torch.ones(len(values)))
    return totals / sizes.clamp(min=1)
