# status: failed
# problem: value
# mistake: counted-from-one

import torch


def best_class(scores):
    found = []
    for row in scores.tolist():
        for number, score in enumerate(row, start=1):
            if score == max(row):
                found.append(number)
    return torch.tensor(found)
