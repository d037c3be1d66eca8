# status: failed
# problem: value
# mistake: sums-instead

import torch
def new_centres(points, clusters, count):
    return torch.zeros(count, points.shape[1]).index_add(0, clusters, points)
