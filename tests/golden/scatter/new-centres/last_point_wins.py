# status: failed
# problem: value
# mistake: last-point-wins

import torch
def new_centres(points, clusters, count):
    out = torch.zeros(count, points.shape[1])
    out[clusters] = points
    return out
