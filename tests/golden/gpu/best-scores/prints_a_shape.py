# status: passed

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight
        print(scores.shape, scores.device)
        best += [scores.max().reshape(1)]
    return torch.cat(best).cpu()
