# status: passed

from torch import nn


def row_means(x):
    return nn.AdaptiveAvgPool1d(1)(x).flatten()
