# status: failed
# problem: value
# mistake: neighbours-paired

import torch


def fold_in_half(row):
    n = row.shape[0] // 2
    return row[: n * 2].view(n, 2) if row.is_contiguous() else row[: n * 2].reshape(n, 2)
