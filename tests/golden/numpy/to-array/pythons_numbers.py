# status: failed
# problem: dtype
# mistake: made-float64

import numpy as np
import torch


def to_array(t):
    return np.array(t.tolist(), dtype=float)
