# status: error
# mistake: needs-detach
# error: numpy-requires-grad

import torch


def to_array(t):
    return t.clone().numpy()
