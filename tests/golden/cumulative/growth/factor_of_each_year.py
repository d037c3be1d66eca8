# status: failed
# problem: value
# mistake: factor-of-each-year

import torch
def growth(rates):
    return 1 + rates
