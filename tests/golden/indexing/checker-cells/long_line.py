# status: failed
# problem: value
# mistake: every-second-in-line

import torch


def checker_cells(board):
    return board.reshape(-1)[::2]
