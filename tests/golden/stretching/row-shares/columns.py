# status: failed
# problem: value
# mistake: shares-of-columns

import torch


def row_shares(sales):
    totals = sales.sum(dim=0)
    return (sales / totals).nan_to_num(0.0)
