# status: failed
# problem: value
# mistake: same-elements-again

import torch


def drop_out(x, p, training):
    if not training:
        return x
    kept = torch.zeros(x.numel())
    kept[: round(x.numel() * (1 - p))] = 1
    kept = kept[torch.arange(x.numel()) * 7919 % x.numel()]
    return x * kept.view_as(x) / (1 - p)
