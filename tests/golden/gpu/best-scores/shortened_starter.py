# status: failed
# problem: transfers
# mistake: weight-moved-each-time

import torch


def best_scores(batches, weight, device):
    return torch.tensor([(b.to(device) @ weight.to(device)).max().item() for b in batches])
