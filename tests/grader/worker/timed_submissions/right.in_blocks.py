import torch


def running_sums(x):
    parts, before = [], 0
    for block in x.split(5000):
        parts.append(block.cumsum(0) + before)
        before = parts[-1][-1]
    return torch.cat(parts)
