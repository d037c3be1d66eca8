# status: passed

from torch.utils.data import DataLoader, TensorDataset


def shuffle_pairs(X, y):
    return next(iter(DataLoader(TensorDataset(X, y), batch_size=len(X), shuffle=True)))
