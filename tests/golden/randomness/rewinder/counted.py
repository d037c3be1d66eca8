# status: passed

import torch


class Rewinder:
    def __init__(self, seed):
        self.seed, self.drawn, self.marked = seed, 0, 0

    def draw(self, count):
        end = self.drawn + count
        generator = torch.Generator().manual_seed(self.seed)
        numbers = torch.rand(end, generator=generator)[self.drawn :]
        self.drawn = end
        return numbers

    def mark(self):
        self.marked = self.drawn

    def rewind(self):
        self.drawn = self.marked
