# status: failed
# problem: shape
# mistake: one-for-all

import torch
def nearest_seat(people, seats):
    return (people[:, None] - seats).abs().argmin()
