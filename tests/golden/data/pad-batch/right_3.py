# status: passed

import torch


def pad_batch(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    fill = [lengths.max() - length for length in lengths]
    pad = torch.nn.functional.pad
    return torch.stack([pad(t, (0, int(n))) for t, n in zip(sequences, fill)]), lengths
