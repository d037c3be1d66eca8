# status: failed
# problem: value
# mistake: last-one-wins

import torch


def group_totals(values, groups, count):
    totals = torch.zeros(count)
    totals[groups] = totals[groups] + values
    return totals
