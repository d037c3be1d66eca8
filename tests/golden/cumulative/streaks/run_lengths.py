# status: failed
# problem: value
# mistake: whole-run

import torch


def streaks(wins):
    wins = wins.tolist()
    result = [0] * len(wins)
    start = 0
    for i in range(len(wins) + 1):
        if i == len(wins) or not wins[i]:
            for k in range(start, i):
                result[k] = i - start
            start = i + 1
    return torch.tensor(result, dtype=torch.int64)
