# status: failed
# problem: value
# mistake: neighbours-averaged

import torch
def running_mean(x):
    return (x + x.roll(1)) / 2
