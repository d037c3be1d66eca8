# status: failed
# problem: type
# mistake: parts-in-list

import torch
def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = [(batch.to(device) @ weight).max() for batch in batches]
    return [b.cpu() for b in best]
