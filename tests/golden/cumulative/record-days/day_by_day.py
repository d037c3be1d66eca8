# status: passed
# remarks: loop-instead-of-broadcast

import torch


def record_days(temperatures):
    result = torch.zeros(len(temperatures), dtype=torch.bool)
    for day in range(len(temperatures)):
        before = temperatures[:day]
        result[day] = day == 0 or temperatures[day] > before.max()
    return result
