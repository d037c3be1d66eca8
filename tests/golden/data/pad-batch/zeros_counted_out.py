# status: failed
# problem: value
# mistake: zeros-counted-out

import torch
from torch.nn.utils.rnn import pad_sequence


def pad_batch(sequences):
    padded = pad_sequence(sequences, batch_first=True)
    return padded, torch.full((len(sequences),), len(sequences))
