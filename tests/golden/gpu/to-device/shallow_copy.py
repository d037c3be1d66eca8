# status: failed
# problem: input-changed
# mistake: mutated-input

import torch


def to_device(batch, device):
    def fill(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        if isinstance(value, dict):
            for k in value:
                value[k] = fill(value[k])
        elif isinstance(value, list):
            value[:] = [fill(v) for v in value]
        elif isinstance(value, tuple):
            value = tuple(fill(v) for v in value)
        return value

    if isinstance(batch, dict):
        batch = batch.copy()
    elif isinstance(batch, list):
        batch = batch[:]
    return fill(batch)
