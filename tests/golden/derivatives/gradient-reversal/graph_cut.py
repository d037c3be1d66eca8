# status: failed
# problem: grad
# mistake: graph-cut

import torch
def gradient_reversal(x, strength):
    return x.detach()
