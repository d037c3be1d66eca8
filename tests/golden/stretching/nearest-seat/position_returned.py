# status: failed
# problem: dtype
# mistake: position-returned

import torch
def nearest_seat(people, seats):
    return seats[(people[:, None] - seats).abs().argmin(dim=1)]
