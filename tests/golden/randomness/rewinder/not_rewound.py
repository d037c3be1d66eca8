# status: failed
# problem: value
# mistake: not-rewound

import torch


class Rewinder:
    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def draw(self, count):
        return torch.rand(count, generator=self.generator)

    def mark(self):
        self.marked = self.generator

    def rewind(self):
        if hasattr(self, "marked"):
            self.generator = self.marked
