# status: failed
# problem: device
# mistake: never-moved

import torch


def best_scores(batches, weight, device):
    best = []
    for batch in batches:
        best.append((batch @ weight).max())
    return torch.stack(best)
