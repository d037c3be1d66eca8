# status: passed

import torch


def row_shares(sales):
    totals = sales.sum(dim=1, keepdim=True)
    return sales / totals.clamp(min=1e-9)
