# status: failed
# problem: alias
# mistake: copied

import torch


def target(t):
    result = torch.empty_like(t, requires_grad=False)
    with torch.no_grad():
        result.copy_(t)
    return result
