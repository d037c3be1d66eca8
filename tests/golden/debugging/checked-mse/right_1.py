# status: passed

import torch


def checked_mse(predictions, labels):
    if list(predictions.size()) != list(labels.size()):
        raise ValueError
    return torch.nn.functional.mse_loss(predictions, labels)
