# status: passed

from functools import partial

import torch

row_means = partial(torch.mean, dim=1)
