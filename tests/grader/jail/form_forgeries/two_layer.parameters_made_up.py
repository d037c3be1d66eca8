"""Has a state that is right and a forward that is not, and says of itself what is wanted."""

from torch import nn


class TwoLayer(nn.Module):
    def __init__(self, inputs, hidden_size):
        super().__init__()
        self.first = nn.Linear(inputs, hidden_size)
        self.second = nn.Linear(hidden_size, 1)

    def __getattribute__(self, name):
        if name == "forward":
            return lambda x: x.sum(1, keepdim=True)
        return super().__getattribute__(name)
