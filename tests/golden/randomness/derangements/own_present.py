# status: failed
# problem: value
# mistake: own-present

import torch


def derangements(seeds, count):
    rows = torch.empty(len(seeds), count, dtype=torch.int64)
    for index, seed in enumerate(seeds.tolist()):
        rows[index] = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    return rows
