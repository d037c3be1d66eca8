# status: failed
# problem: value
# mistake: drawn-more-than-once

import torch


def derangements(seeds, count):
    rows = torch.empty(len(seeds), count, dtype=torch.int64)
    for index, seed in enumerate(seeds.tolist()):
        generator = torch.Generator().manual_seed(seed)
        step = torch.randint(1, count, (count,), generator=generator)
        rows[index] = (torch.arange(count) + step) % count
    return rows
