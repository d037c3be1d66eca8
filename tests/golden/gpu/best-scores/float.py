# status: failed
# problem: transfers
# mistake: waited-each-time

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    return torch.tensor([float((b.to(device) @ weight).max()) for b in batches])
