# status: passed

import torch


def squared_distances(a, b):
    squares = torch.einsum("id,id->i", a, a)[:, None] + torch.einsum("jd,jd->j", b, b)[None]
    return squares - torch.einsum("id,jd->ij", a + a, b)
