# status: failed
# problem: value
# mistake: one-year-late

import torch


def growth(rates):
    worth = 1.0
    result = torch.zeros(len(rates))
    for year, rate in enumerate(rates):
        result[year] = worth
        worth = worth * (1 + rate)
    return result
