# status: failed
# problem: value
# mistake: warmest-of-all

import torch
def record_days(temperatures):
    return temperatures == temperatures.max()
