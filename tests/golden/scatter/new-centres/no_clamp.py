# status: failed
# problem: value
# mistake: nan-for-empty

import torch


def new_centres(points, clusters, count):
    member = (clusters == torch.arange(count)[:, None]).float()
    return member @ points / member.sum(dim=1, keepdim=True)
