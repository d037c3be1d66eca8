# status: passed

import torch


def shuffle_pairs(X, y):
    order = torch.rand(len(y)).argsort()
    return X.index_select(0, order), y.index_select(0, order)
