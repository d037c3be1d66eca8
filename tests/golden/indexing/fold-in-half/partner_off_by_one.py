# status: failed
# problem: value
# mistake: partner-off-by-one

import torch
def fold_in_half(row):
    pairs = []
    for i in range(len(row) // 2):
        pairs.append((row[i], row[-i]))
    return torch.tensor(pairs)
