# status: failed
# problem: shape
# mistake: rows-skipped

import torch


def checker_cells(board):
    black = board[::2, ::2]
    return black.reshape(-1)
