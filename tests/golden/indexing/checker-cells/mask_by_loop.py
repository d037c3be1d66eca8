# status: passed
# remarks: loop-instead-of-broadcast

import torch


def checker_cells(board):
    mask = torch.zeros(board.shape, dtype=torch.bool)
    for i in range(len(board)):
        mask[i, i % 2 :: 2] = True
    return board[mask]
