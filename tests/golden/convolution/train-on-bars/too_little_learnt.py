# status: failed
# problem: value
# mistake: too-little-learnt

import torch


def train_on_bars(images, labels):
    # A line that has seen a single pixel.
    return lambda pictures: torch.stack([pictures[:, 0, 0, 0], -pictures[:, 0, 0, 0]], dim=1)
