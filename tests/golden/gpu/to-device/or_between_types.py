# status: failed
# problem: device
# mistake: tuples-forgotten

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()}
    if isinstance(batch, list or tuple):
        return type(batch)(to_device(v, device) for v in batch)
    return batch
