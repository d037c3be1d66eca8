# status: passed

import torch


def best_scores(batches, weight, device):
    there = [batch.to(device) for batch in batches]
    weight = weight.to(device)
    result = torch.zeros(len(there), device=device)
    for i in range(len(there)):
        result[i] = torch.amax(there[i].matmul(weight))
    return result.cpu()
