# status: passed

import torch
from torch import nn


def train_on_bars(images, labels):
    def features(pictures):
        rows = pictures.sum(dim=3).amax(dim=2)
        columns = pictures.sum(dim=2).amax(dim=2)
        return torch.cat([rows, columns, torch.ones_like(rows)], dim=1)

    targets = nn.functional.one_hot(labels, 2).float()
    weights = torch.linalg.lstsq(features(images), targets).solution
    return lambda pictures: features(pictures) @ weights
