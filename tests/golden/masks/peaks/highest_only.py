# status: failed
# problem: value
# mistake: highest-only

import torch
def peaks(heights):
    return heights == heights.max()
