# status: failed
# problem: shape
# mistake: rows-selected

import torch
def frozen_rows(weight, trainable):
    return weight[trainable]
