# status: failed
# problem: value
# mistake: nan-left

import torch


def row_shares(sales):
    return sales / sales.sum(dim=-1, keepdim=True)
