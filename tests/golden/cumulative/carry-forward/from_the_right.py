# status: failed
# problem: value
# mistake: next-one-taken

import torch


def carry_forward(x):
    result = x.clone()
    for i in range(len(x) - 2, -1, -1):
        if torch.isnan(result[i]):
            result[i] = result[i + 1]
    return result
