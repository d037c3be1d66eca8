# status: failed
# problem: shape
# mistake: values-returned

import torch
def jacobian_by_hand(f, x):
    return f(x)
