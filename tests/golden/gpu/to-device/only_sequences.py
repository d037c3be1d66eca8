# status: failed
# problem: device
# mistake: containers-forgotten

import torch


def to_device(batch, device):
    match batch:
        case torch.Tensor():
            return batch.to(device)
        case list():
            return [to_device(each, device) for each in batch]
        case tuple():
            return tuple(to_device(each, device) for each in batch)
        case _:
            return batch
