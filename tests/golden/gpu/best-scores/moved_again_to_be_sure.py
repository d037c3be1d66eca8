# status: passed

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight.to(device)  # nothing to move any more
        best.append(scores.max())
    return torch.stack(best).cpu()
