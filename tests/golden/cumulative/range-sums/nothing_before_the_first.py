# status: failed
# problem: value
# mistake: nothing-before-the-first

import torch
def range_sums(x, starts, ends):
    total = x.cumsum(0)
    return total[ends - 1] - total[starts - 1]
