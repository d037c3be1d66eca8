# status: failed
# problem: dtype
# mistake: positions-returned

import torch
def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = [(batch.to(device) @ weight).argmax() for batch in batches]
    return torch.stack(best).cpu()
