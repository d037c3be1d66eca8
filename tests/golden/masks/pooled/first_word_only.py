# status: failed
# problem: value
# mistake: first-word-only

import torch
def pooled(batch, lengths):
    return batch[:, 0]
