# status: passed

import torch


def frame(height, width):
    r = torch.arange(height)
    c = torch.arange(width)
    edge_row = (r == 0) | (r == height - 1)
    edge_column = (c == 0) | (c == width - 1)
    return torch.logical_or(edge_row[:, None], edge_column[None]).to(torch.float32)
