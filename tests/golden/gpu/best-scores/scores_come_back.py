# status: failed
# problem: transfers
# mistake: result-moved-each-time

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = (batch.to(device) @ weight).to("cpu")
        best.append(scores.max())
    return torch.stack(best)
