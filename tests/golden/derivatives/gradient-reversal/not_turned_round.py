# status: failed
# problem: grad
# mistake: not-turned-round

import torch
def gradient_reversal(x, strength):
    return strength * x + (x - strength * x).detach()
