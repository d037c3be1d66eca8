# status: failed
# problem: value
# mistake: all-others-multiplied

import torch
def row_major_strides(sizes):
    return torch.prod(sizes) // sizes
