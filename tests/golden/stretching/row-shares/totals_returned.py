# status: failed
# problem: shape
# mistake: totals-returned

import torch
def row_shares(sales):
    return sales.sum(1, keepdim=True)
