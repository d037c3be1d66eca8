# status: failed
# problem: shape
# mistake: cut-to-shortest

import torch


def pad_batch(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    return torch.stack([each[: lengths.min()] for each in sequences]), lengths
