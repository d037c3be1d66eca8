# status: failed
# problem: value
# mistake: difference-quotient

import torch
def jacobian_by_hand(f, x):
    eps = 1e-3
    cols = []
    for i in range(len(x)):
        d = torch.zeros_like(x)
        d[i] = eps
        cols.append((f(x + d) - f(x)) / eps)
    return torch.stack(cols, dim=1)
