# status: passed

import torch


def best_scores(batches, weight, device):
    everything = torch.cat(batches).to(device)
    scores = everything @ weight.to(device)
    best = [each.max() for each in torch.split(scores, [len(b) for b in batches])]
    return torch.stack(best).cpu()
