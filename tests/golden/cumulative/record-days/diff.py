# status: failed
# problem: value
# mistake: warmer-than-yesterday

import torch


def record_days(temperatures):
    result = torch.ones(len(temperatures), dtype=torch.bool)
    for day in range(1, len(temperatures)):
        result[day] = temperatures[day] > temperatures[day - 1]
    return result
