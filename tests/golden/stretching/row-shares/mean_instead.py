# status: failed
# problem: value
# mistake: mean-instead

import torch
def row_shares(sales):
    m = sales.mean(1, keepdim=True)
    return torch.where(m > 0, sales / m, 0)
