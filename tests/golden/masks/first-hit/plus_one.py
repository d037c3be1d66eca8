# status: failed
# problem: value
# mistake: counted-from-one

import torch


def first_hit(mask):
    answer = torch.full((len(mask),), -1, dtype=torch.int64)
    for i, row in enumerate(mask.tolist()):
        for number, hit in enumerate(row, start=1):
            if hit and answer[i] == -1:
                answer[i] = number
    return answer
