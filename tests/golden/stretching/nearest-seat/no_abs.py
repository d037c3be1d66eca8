# status: failed
# problem: value
# mistake: sign-kept

import torch


def nearest_seat(people, seats):
    difference = people.unsqueeze(1) - seats
    return torch.argmin(difference, dim=1)
