# status: failed
# problem: shape
# mistake: reduced

import torch
def best_scores(batches, weight, device):
    x = torch.cat(batches).to(device)
    return (x @ weight.to(device)).max().cpu()
