# status: failed
# problem: type
# mistake: values-fixed

import torch


def describe(t):
    return (2, 3), torch.float32, "cpu"
