# status: failed
# problem: value
# mistake: transpose-forgotten

import torch
def gram(x, device):
    x = x.to(device)
    return (x @ x).cpu()
