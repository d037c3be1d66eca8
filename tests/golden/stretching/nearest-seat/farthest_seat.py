# status: failed
# problem: value
# mistake: farthest-seat

import torch
def nearest_seat(people, seats):
    return (people[:, None] - seats).abs().argmax(dim=1)
