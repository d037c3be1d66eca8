# status: failed
# problem: value
# mistake: positions-returned

import torch
def undo_shuffle(shuffled, order):
    return order.argsort()
