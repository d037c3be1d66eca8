# status: passed
# remarks: loop-instead-of-broadcast

import torch


def first_hit(mask):
    answer = torch.full((len(mask),), -1, dtype=torch.int64)
    for i, row in enumerate(mask):
        hits = row.nonzero()
        if len(hits) > 0:
            answer[i] = hits[0, 0]
    return answer
