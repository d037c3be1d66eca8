# status: failed
# problem: shape
# mistake: square-assumed

import torch
def checker_cells(board):
    n = board.shape[0]
    out = []
    for i in range(n):
        for j in range(n):
            if (i + j) % 2 == 0:
                out.append(board[i, j])
    return torch.stack(out)
