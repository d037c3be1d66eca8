# status: failed
# problem: value
# mistake: order-returned

import torch
def undo_shuffle(shuffled, order):
    return order
