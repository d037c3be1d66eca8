# status: failed
# problem: shape
# mistake: position-returned

import torch
def yes_or_no(logits):
    return logits.argmax()
