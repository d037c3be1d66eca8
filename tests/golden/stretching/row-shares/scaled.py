# status: failed
# problem: value
# mistake: scaled

import torch
def row_shares(sales):
    t = sales.sum(1, keepdim=True)
    return torch.where(t > 0, sales / t * 100, 0)
