# status: failed
# problem: value
# mistake: total-changed

import torch
def row_shares(sales):
    return sales / (sales.sum(1, keepdim=True) + 1)
