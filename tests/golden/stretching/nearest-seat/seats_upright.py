# status: failed
# problem: shape
# mistake: nearest-person

import torch


def nearest_seat(people, seats):
    distance = torch.abs(seats.unsqueeze(1) - people)
    return torch.argmin(distance, dim=1)
