# status: failed
# problem: value
# mistake: same-tensor-again

import torch
def jacobian_by_hand(f, x):
    x = x.clone().requires_grad_()
    y = f(x)
    rows = []
    for m in range(len(y)):
        if x.grad is not None:
            x.grad.zero_()
        y[m].backward(retain_graph=True)
        rows.append(x.grad)
    return torch.stack(rows)
