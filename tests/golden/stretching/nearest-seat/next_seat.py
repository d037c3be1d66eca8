# status: failed
# problem: value
# mistake: next-seat

import torch
def nearest_seat(people, seats):
    return torch.searchsorted(seats, people)
