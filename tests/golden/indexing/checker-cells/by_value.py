# status: failed
# problem: value
# mistake: by-value

import torch
def checker_cells(board):
    return board[board % 2 == 1]
