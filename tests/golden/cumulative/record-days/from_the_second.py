# status: failed
# problem: value
# mistake: first-day-left-out

import torch


def record_days(temperatures):
    result = torch.zeros(len(temperatures), dtype=torch.bool)
    for day in range(1, len(temperatures)):
        result[day] = temperatures[day] > temperatures[:day].max()
    return result
