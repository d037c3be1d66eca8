# status: failed
# problem: value
# mistake: turned-round

import torch
def put_back(values, order):
    return values.flip(0)
