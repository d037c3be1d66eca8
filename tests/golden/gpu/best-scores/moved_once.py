# status: passed

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        batch = batch.to(device)
        best.append((batch @ weight).max())
    return torch.stack(best).cpu()
