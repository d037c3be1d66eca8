# status: failed
# problem: type
# mistake: kinds-changed

import torch


def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return dict((k, to_device(v, device)) for k, v in batch.items())
    if isinstance(batch, (list, tuple)):
        moved = []
        for each in batch:
            moved.append(to_device(each, device))
        return moved
    return batch
