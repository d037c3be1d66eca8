# status: failed
# problem: value
# mistake: correction-reversed

import torch
def round_straight_through(x):
    return x + (x - x.round()).detach()
