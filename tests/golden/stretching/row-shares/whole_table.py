# status: failed
# problem: value
# mistake: shares-of-everything

import torch


def row_shares(sales):
    total = sales.sum()
    return sales / total
