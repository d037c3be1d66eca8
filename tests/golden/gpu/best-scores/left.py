# status: failed
# problem: device
# mistake: left-on-device

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = [(batch.to(device) @ weight).max() for batch in batches]
    return torch.stack(best)
