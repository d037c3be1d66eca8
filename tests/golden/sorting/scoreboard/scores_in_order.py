# status: failed
# problem: value
# mistake: scores-in-order

import torch
def scoreboard(scores):
    return scores.sort(descending=True).values
