# status: failed
# problem: value
# mistake: closed-ring

import torch
def peaks(heights):
    return (heights > heights.roll(1)) & (heights > heights.roll(-1))
