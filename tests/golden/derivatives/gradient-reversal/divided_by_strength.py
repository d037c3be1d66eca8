# status: failed
# problem: grad
# mistake: divided-by-strength

import torch
def gradient_reversal(x, strength):
    back = -x / strength
    return back + (x - back).detach()
