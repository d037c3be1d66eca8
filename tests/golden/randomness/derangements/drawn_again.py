# status: passed

import torch


def derangements(seeds, count):
    rows = torch.empty(len(seeds), count, dtype=torch.int64)
    for index, seed in enumerate(seeds.tolist()):
        generator = torch.Generator().manual_seed(seed)
        row = torch.arange(count)
        while (row == torch.arange(count)).any():
            row = torch.randperm(count, generator=generator)
        rows[index] = row
    return rows
