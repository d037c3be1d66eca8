# status: failed
# problem: value
# mistake: last-hit

import torch


def first_hit(mask):
    answer = torch.full((len(mask),), -1, dtype=torch.int64)
    for row, column in mask.nonzero():
        answer[row] = column
    return answer
