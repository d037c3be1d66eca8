# status: passed
# remarks: loop-instead-of-broadcast

import torch


def frame(height, width):
    full = torch.ones(width)
    hollow = full.clone()
    hollow[1:-1] = 0
    rows = [full if i in (0, height - 1) else hollow for i in range(height)]
    return torch.stack(rows)
