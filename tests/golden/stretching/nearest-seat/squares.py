# status: passed

import torch


def nearest_seat(people, seats):
    difference = people.unsqueeze(1) - seats.unsqueeze(0)
    return torch.argmin(difference * difference, dim=1)
