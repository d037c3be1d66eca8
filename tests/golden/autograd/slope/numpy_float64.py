# status: passed

import numpy as np


def slope(x0):
    return np.float64(2 * x0 + 2)
