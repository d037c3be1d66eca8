# status: failed
# problem: type
# mistake: parts-in-list

import torch
def to_float(values):
    return [torch.tensor(float(v)) for v in values]
