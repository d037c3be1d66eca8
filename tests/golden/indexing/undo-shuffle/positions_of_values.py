# status: failed
# problem: value
# mistake: positions-of-values

import torch
def undo_shuffle(shuffled, order):
    return order[shuffled.argsort()]
