# status: failed
# problem: value
# mistake: divided-by-all

import torch


def new_centres(points, clusters, count):
    totals = torch.zeros(count, points.shape[1]).index_add(0, clusters, points)
    return totals / points.shape[0]
