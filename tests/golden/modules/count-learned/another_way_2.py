# status: passed

import torch


def count_learned(model):
    learned = [p.detach().flatten() for p in model.parameters() if p.requires_grad]
    return len(torch.cat(learned))
