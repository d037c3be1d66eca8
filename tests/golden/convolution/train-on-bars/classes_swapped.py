# status: failed
# problem: value
# mistake: classes-swapped

import torch


def train_on_bars(images, labels):
    def scores(pictures):
        rows = pictures.sum(dim=3).amax(dim=(1, 2))
        columns = pictures.sum(dim=2).amax(dim=(1, 2))
        return torch.stack([columns, rows], dim=1)

    return scores
