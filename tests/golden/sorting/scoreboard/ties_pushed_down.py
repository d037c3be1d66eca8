# status: failed
# problem: value
# mistake: ties-pushed-down

import torch
def scoreboard(scores):
    return (scores[None] >= scores[:, None]).sum(1)
