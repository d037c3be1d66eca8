# status: failed
# problem: device
# mistake: containers-forgotten

import torch


def to_device(batch, device):
    if type(batch) is dict:
        result = {}
        for key in batch:
            result[key] = to_device(batch[key], device)
        return result
    if torch.is_tensor(batch):
        return batch.to(device)
    return batch
