# status: failed
# problem: transfers
# mistake: weight-moved-each-time

import torch


def best_scores(batches, weight, device):
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight.to(device)
        best.append(scores.max())
    return torch.stack(best).cpu()
