# status: passed
# remarks: uses-data

import torch


def target(t):
    return t.data
