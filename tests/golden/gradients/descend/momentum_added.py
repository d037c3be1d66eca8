# status: failed
# problem: value
# mistake: momentum-added

import torch
def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    opt = torch.optim.SGD([w], lr=lr, momentum=0.9)
    for _ in range(steps):
        opt.zero_grad()
        ((X @ w - y) ** 2).mean().backward()
        opt.step()
    return w.detach()
