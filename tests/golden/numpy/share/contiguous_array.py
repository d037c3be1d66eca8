# status: failed
# problem: alias
# mistake: copied-when-strided

import numpy as np
import torch


def share(array):
    return torch.from_numpy(np.ascontiguousarray(array))
