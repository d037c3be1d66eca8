# status: failed
# problem: value
# mistake: filled-with-another-number

import torch
from torch.nn.utils.rnn import pad_sequence
def pad_batch(sequences):
    lengths = torch.tensor([len(s) for s in sequences])
    return pad_sequence(sequences, batch_first=True, padding_value=-1), lengths
