# status: failed
# problem: value
# mistake: reordered

import torch
def checker_cells(board):
    out = []
    for j in range(board.shape[1]):
        for i in range(board.shape[0]):
            if (i + j) % 2 == 0:
                out.append(board[i, j])
    return torch.stack(out)
