# status: failed
# problem: device
# mistake: containers-forgotten

import torch


def to_device(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device)
    return batch
