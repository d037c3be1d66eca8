# status: failed
# problem: value
# mistake: zero-point-added

import torch


def new_centres(points, clusters, count):
    totals = torch.zeros(count, points.shape[1]).index_add(0, clusters, points)
    sizes = torch.ones(count).index_add(0, clusters, torch.ones(len(points)))
    return totals / sizes[:, None]
