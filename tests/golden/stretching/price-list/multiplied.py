# status: error
# mistake: paired-off
# error: broadcast

import torch


def price_list(prices, counts):
    return prices.mul(counts)
