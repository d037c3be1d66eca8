# status: failed
# problem: device
# mistake: containers-forgotten

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, list):
        return [to_device(each, device) for each in batch]
    if isinstance(batch, tuple):
        return tuple(to_device(each, device) for each in batch)
    return batch
