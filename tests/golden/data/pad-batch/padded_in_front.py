# status: failed
# problem: value
# mistake: padded-in-front

import torch


def pad_batch(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    longest = int(lengths.max())
    rows = [torch.cat([each.new_zeros(longest - len(each)), each]) for each in sequences]
    return torch.stack(rows), lengths
