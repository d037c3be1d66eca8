# status: failed
# problem: device
# mistake: nothing-moved

import torch
def to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to("cpu")
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(to_device(v, device) for v in batch)
    return batch
