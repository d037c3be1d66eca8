"""Changes torch's settings, defaults and kernels, which the next submission must not notice."""

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
torch.set_default_device("meta")
torch.set_num_threads(2)
torch.use_deterministic_algorithms(True)
torch.set_flush_denormal(True)
torch.set_grad_enabled(False)
torch.autograd.set_detect_anomaly(True)
np.seterr(all="raise")
np.mean = np.sum = torch.mean = torch.Tensor.mean = torch.Tensor.sum
library = torch.library.Library("aten", "IMPL")
library.impl("eq.Tensor", lambda one, other: torch.ones((), dtype=torch.bool), "CPU")


def row_means(x):
    return x.sum(dim=1)
