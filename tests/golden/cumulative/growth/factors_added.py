# status: failed
# problem: value
# mistake: factors-added

import torch
def growth(rates):
    return (1 + rates).cumsum(0)
