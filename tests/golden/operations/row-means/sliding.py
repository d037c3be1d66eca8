# status: passed

import torch


def row_means(x):
    return torch.nn.functional.avg_pool1d(x.unsqueeze(1), x.shape[1])[:, 0, 0]
