# status: passed

import torch


def group_totals(values, groups, count):
    totals = torch.zeros(count)
    totals.index_add_(0, groups, values)
    return totals
