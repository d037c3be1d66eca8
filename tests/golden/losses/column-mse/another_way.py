# status: passed

import torch


def column_mse(predictions, targets):
    return torch.nn.functional.mse_loss(predictions, targets[:, None])
