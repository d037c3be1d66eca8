# status: failed
# problem: value
# mistake: length-instead

import torch
def row_shares(sales):
    return torch.nn.functional.normalize(sales, dim=1)
