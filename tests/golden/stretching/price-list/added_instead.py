# status: failed
# problem: value
# mistake: added-instead

import torch
def price_list(prices, counts):
    return prices[:, None] + counts
