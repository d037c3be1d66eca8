# status: failed
# problem: value
# mistake: order-taken-for-places

import torch
def scoreboard(scores):
    return scores.argsort(descending=True) + 1
