# status: failed
# problem: value
# mistake: always-down

import torch
def round_straight_through(x):
    return x + (x.ceil() - x).detach()
