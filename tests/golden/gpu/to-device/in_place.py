# status: failed
# problem: input-changed
# mistake: mutated-input

import torch


def to_device(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        for k in batch:
            batch[k] = to_device(batch[k], device)
    if isinstance(batch, list):
        for i in range(len(batch)):
            batch[i] = to_device(batch[i], device)
    if isinstance(batch, tuple):
        return tuple(to_device(v, device) for v in batch)
    return batch
