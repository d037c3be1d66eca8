# status: failed
# problem: input-changed
# mistake: switched-off

import numpy as np
import torch


def to_array(t):
    t.requires_grad = False
    return np.asarray(t)
