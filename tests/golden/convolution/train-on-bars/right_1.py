# status: passed
# remarks: unread-parameter

import torch


def train_on_bars(images, labels):
    # No training at all: a bar makes one row, or one column, brighter than all others.
    def scores(pictures):
        rows = pictures.sum(dim=3).amax(dim=(1, 2))
        columns = pictures.sum(dim=2).amax(dim=(1, 2))
        return torch.stack([rows, columns], dim=1)

    return scores
