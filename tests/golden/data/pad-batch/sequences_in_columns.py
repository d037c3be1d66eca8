# status: failed
# problem: shape
# mistake: sequences-in-columns

import torch
from torch.nn.utils.rnn import pad_sequence


def pad_batch(sequences):
    return pad_sequence(sequences), torch.tensor([len(each) for each in sequences])
