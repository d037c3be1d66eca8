# status: failed
# problem: value
# mistake: threshold-instead

import torch
def best_class(scores):
    return (scores > 0.5).int().argmax(dim=1)
