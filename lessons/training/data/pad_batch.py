"""A collate function: sequences of different lengths become one tensor, filled up with zeros."""

import torch
from torch.nn.utils.rnn import pad_sequence

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise()
def pad_batch(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    padded = torch.zeros(len(sequences), int(lengths.max()), dtype=sequences[0].dtype)
    for row, each in zip(padded, sequences, strict=True):
        row[: len(each)] = each
    return padded, lengths


def cases(rng: Rng) -> Cases:
    yield shown([torch.tensor([1, 2]), torch.tensor([3, 4, 5])])
    yield shown([torch.tensor([1, 2, 3]), torch.tensor([4])])
    yield hidden([rng.normal(1)])
    for lengths in ((2, 5, 3), (4, 4), (6, 1, 2, 1)):
        yield hidden([rng.normal(length) for length in lengths])
    yield hidden([rng.integers(length, low=1, high=90) for length in (3, 7, 2, 5)])


@also
def _(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    return pad_sequence(sequences, batch_first=True), lengths


@also
def _(sequences):
    longest = max(len(each) for each in sequences)
    rows = [torch.cat([each, each.new_zeros(longest - len(each))]) for each in sequences]
    return torch.stack(rows), torch.tensor([each.shape[0] for each in sequences])


@also
def _(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    fill = [lengths.max() - length for length in lengths]
    pad = torch.nn.functional.pad
    return torch.stack([pad(t, (0, int(n))) for t, n in zip(sequences, fill, strict=True)]), lengths


@mistake("cut-to-shortest")
def _(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    return torch.stack([each[: lengths.min()] for each in sequences]), lengths


@mistake("padded-in-front")
def _(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    longest = int(lengths.max())
    rows = [torch.cat([each.new_zeros(longest - len(each)), each]) for each in sequences]
    return torch.stack(rows), lengths


@mistake("sequences-in-columns")
def _(sequences):
    return pad_sequence(sequences), torch.tensor([len(each) for each in sequences])


@mistake("lengths-after-padding")
def _(sequences):
    padded = pad_sequence(sequences, batch_first=True)
    return padded, torch.tensor([len(each) for each in padded])


@mistake("zeros-counted-out")
def _(sequences):
    padded = pad_sequence(sequences, batch_first=True)
    return padded, torch.full((len(sequences),), len(sequences))


@mistake("filled-with-another-number")
def _(sequences):
    lengths = torch.tensor([len(each) for each in sequences])
    return torch.nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=-1), lengths
