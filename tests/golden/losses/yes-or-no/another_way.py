# status: passed

import torch


def yes_or_no(logits):
    return (torch.sigmoid(logits) > 0.5).to(torch.int64)
