# status: failed
# problem: transfers
# mistake: result-moved-each-time

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        best.append(max((batch.to(device) @ weight).tolist()))
    return torch.tensor(best)
