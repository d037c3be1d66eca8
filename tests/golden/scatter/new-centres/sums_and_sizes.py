# status: passed

import torch


def new_centres(points, clusters, count):
    member = (clusters == torch.arange(count)[:, None]).float()
    sizes = member.sum(dim=1, keepdim=True)
    return member @ points / sizes.clamp(min=1)
