# status: failed
# problem: shape
# mistake: table-on-its-side

import torch


def price_list(prices, counts):
    return torch.outer(counts, prices)
