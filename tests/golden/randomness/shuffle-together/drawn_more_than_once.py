# status: failed
# problem: value
# mistake: drawn-more-than-once

import torch


def shuffle_together(x, y):
    order = torch.randint(len(x), (len(x),))
    return x[order], y[order]
