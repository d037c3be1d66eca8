# status: failed
# problem: value
# mistake: same-answer-always

import torch


def train_on_bars(images, labels):
    return lambda pictures: torch.tensor([[1.0, 0.0]]).repeat(len(pictures), 1)
