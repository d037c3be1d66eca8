# status: failed
# problem: transfers
# mistake: result-moved-each-time

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight
        best.append(scores.max().cpu())
    return torch.stack(best)
