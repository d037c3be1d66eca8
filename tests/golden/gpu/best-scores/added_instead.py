# status: failed
# problem: value
# mistake: added-instead

import torch
def best_scores(batches, weight, device):
    weight = weight.to(device)
    return torch.stack([(b.to(device) @ weight).sum() for b in batches]).cpu()
