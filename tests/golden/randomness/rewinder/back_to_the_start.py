# status: failed
# problem: value
# mistake: back-to-the-start

import torch


class Rewinder:
    def __init__(self, seed):
        self.seed = seed
        self.generator = torch.Generator().manual_seed(seed)

    def draw(self, count):
        return torch.rand(count, generator=self.generator)

    def mark(self):
        pass

    def rewind(self):
        self.generator.manual_seed(self.seed)
