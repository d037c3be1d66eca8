# status: failed
# problem: value
# mistake: mixed-term-once

import torch


def squared_distances(a, b):
    a_squared = torch.einsum("id,id->i", a, a)
    b_squared = torch.einsum("jd,jd->j", b, b)
    return a_squared[:, None] + b_squared - torch.einsum("id,jd->ij", a, b)
