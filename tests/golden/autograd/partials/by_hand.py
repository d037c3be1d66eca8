# status: passed

import torch
import math


def partials(x, y):
    return y + math.cos(x), x
