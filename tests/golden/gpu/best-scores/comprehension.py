# status: passed

import torch


def best_scores(batches, weight, device):
    w = weight.to(device=device)
    return torch.stack([torch.max(torch.mv(b.to(device), w)) for b in batches]).to("cpu")
