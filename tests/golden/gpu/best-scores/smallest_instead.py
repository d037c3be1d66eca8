# status: failed
# problem: value
# mistake: smallest-instead

import torch
def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        best.append((batch.to(device) @ weight).min())
    return torch.stack(best).cpu()
