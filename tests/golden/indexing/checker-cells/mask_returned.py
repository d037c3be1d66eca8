# status: failed
# problem: dtype
# mistake: mask-returned

import torch
def checker_cells(board):
    i = torch.arange(board.shape[0])[:, None]
    j = torch.arange(board.shape[1])
    return (i + j) % 2 == 0
