# status: failed
# problem: transfers
# mistake: waited-each-time

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        best.append((batch.to(device) @ weight).max())
    return torch.tensor(best)
