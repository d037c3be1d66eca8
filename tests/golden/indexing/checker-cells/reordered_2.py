# status: failed
# problem: value
# mistake: reordered

import torch
def checker_cells(board):
    a = board[::2, ::2].flatten()
    b = board[1::2, 1::2].flatten()
    return torch.cat([a, b])
