# status: failed
# problem: dtype
# mistake: made-float64

import torch
import numpy as np


def to_array(t):
    return np.array(t.tolist(), dtype=np.float64)
