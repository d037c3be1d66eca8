# status: failed
# problem: value
# mistake: adam-instead

import torch
def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    opt = torch.optim.Adam([w], lr=lr)
    for step in range(steps):
        opt.zero_grad()
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        opt.step()
    return w.detach()
