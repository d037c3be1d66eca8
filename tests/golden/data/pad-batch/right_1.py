# status: passed

import torch
from torch.nn.utils.rnn import pad_sequence


def pad_batch(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    return pad_sequence(sequences, batch_first=True), lengths
