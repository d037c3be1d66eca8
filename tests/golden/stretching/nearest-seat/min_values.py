# status: failed
# problem: dtype
# mistake: distance-returned

import torch


def nearest_seat(people, seats):
    distance = torch.abs(people.unsqueeze(1) - seats)
    return distance.min(dim=1).values
