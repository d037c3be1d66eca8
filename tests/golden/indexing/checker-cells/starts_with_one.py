# status: failed
# problem: value
# mistake: white-squares

import torch


def checker_cells(board):
    parts = []
    for i in range(len(board)):
        parts.append(board[i, (i + 1) % 2 :: 2])
    return torch.cat(parts)
