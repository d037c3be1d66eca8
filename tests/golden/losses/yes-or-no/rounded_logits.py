# status: failed
# problem: value
# mistake: rounded-logits

import torch
def yes_or_no(logits):
    return logits.round().long()
