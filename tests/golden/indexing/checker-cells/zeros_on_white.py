# status: failed
# problem: shape
# mistake: zeros-on-white

import torch
def checker_cells(board):
    i = torch.arange(board.shape[0])[:, None]
    j = torch.arange(board.shape[1])
    return torch.where((i + j) % 2 == 0, board, 0)
