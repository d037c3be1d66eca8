# status: failed
# problem: device
# mistake: top-level-only

import torch


def to_device(batch, device):
    def move(value):
        if isinstance(value, torch.Tensor):
            return value.to(device)
        return value

    if isinstance(batch, dict):
        return {k: move(v) for k, v in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(map(move, batch))
    return move(batch)
