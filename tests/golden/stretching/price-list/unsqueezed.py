# status: passed

import torch


def price_list(prices, counts):
    return prices.unsqueeze(1) * counts.unsqueeze(0)
