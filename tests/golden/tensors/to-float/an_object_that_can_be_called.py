# status: passed

import torch


class Converter:
    def __call__(self, values):
        return torch.tensor(values).float()


to_float = Converter()
