# status: passed
# remarks: loop-instead-of-broadcast

import torch


def column_mse(predictions, targets):
    pairs = zip(predictions[:, 0], targets, strict=True)
    return torch.stack([(p - t) ** 2 for p, t in pairs]).mean()
