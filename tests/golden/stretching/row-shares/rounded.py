# status: failed
# problem: value
# mistake: rounded

import torch
def row_shares(sales):
    t = sales.sum(1, keepdim=True)
    t[t == 0] = 1
    return (sales / t).round(decimals=2)
