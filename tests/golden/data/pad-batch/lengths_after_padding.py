# status: failed
# problem: value
# mistake: lengths-after-padding

import torch
from torch.nn.utils.rnn import pad_sequence


def pad_batch(sequences):
    padded = pad_sequence(sequences, batch_first=True)
    return padded, torch.tensor([len(each) for each in padded])
