# status: failed
# problem: dtype
# mistake: made-float64

import numpy as np
import torch


def to_float(values):
    return torch.from_numpy(np.array(values, dtype=float))
