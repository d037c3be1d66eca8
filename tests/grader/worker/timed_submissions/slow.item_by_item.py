import torch


def running_sums(x):
    sums = torch.zeros_like(x)
    total = 0
    for index in range(len(x)):
        total += x[index].item()
        sums[index] = total
    return sums
