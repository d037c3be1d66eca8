# status: failed
# problem: value
# mistake: rows-added-up

import torch
def jacobian_by_hand(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = []
    for m in range(len(y)):
        y[m].backward(retain_graph=True)
        rows.append(x.grad.clone())
    return torch.stack(rows)
