# status: failed
# problem: value
# mistake: rounded

import torch


def row_means(x):
    return torch.tensor([float(round(row.mean().item())) for row in x])
