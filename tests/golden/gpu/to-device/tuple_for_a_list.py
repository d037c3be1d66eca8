# status: failed
# problem: type
# mistake: kinds-changed

import torch


def to_device(batch, device):
    if isinstance(batch, (list, tuple)):
        return tuple(to_device(each, device) for each in batch)
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()}
    return batch.to(device) if isinstance(batch, torch.Tensor) else batch
