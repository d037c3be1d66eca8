# status: failed
# problem: value
# mistake: softmax-instead

import torch
def row_shares(sales):
    return torch.softmax(sales, dim=1)
