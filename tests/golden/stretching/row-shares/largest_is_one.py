# status: failed
# problem: value
# mistake: largest-is-one

import torch
def row_shares(sales):
    m = sales.max(dim=1, keepdim=True).values
    return torch.where(m > 0, sales / m, 0)
