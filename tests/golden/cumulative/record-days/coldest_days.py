# status: failed
# problem: value
# mistake: coldest-days

import torch
def record_days(temperatures):
    best = torch.cummin(temperatures, 0).values
    before = torch.cat([torch.tensor([float("inf")]), best[:-1]])
    return temperatures < before
