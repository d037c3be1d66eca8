# status: passed
# remarks: uses-data

import torch


def to_array(t):
    return t.data.numpy()
