# status: passed

import torch


def drop_out(x, p, training):
    return torch.nn.functional.dropout(x, p, training)
