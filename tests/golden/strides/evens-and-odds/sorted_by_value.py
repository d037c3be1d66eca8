# status: failed
# problem: alias
# mistake: sorted-by-value

import torch
def evens_and_odds(x):
    return torch.stack((x[x % 2 == 0], x[x % 2 == 1]))
