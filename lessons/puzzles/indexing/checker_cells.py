"""The black squares of a checkerboard, read row by row."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(level="easy", minutes=6)
def checker_cells(board):
    rows = torch.arange(board.shape[0])[:, None]
    columns = torch.arange(board.shape[1])
    return board[(rows + columns) % 2 == 0]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]))
    for rows, columns in ((1, 1), (1, 6), (5, 1), (4, 4), (3, 5), (6, 7)):
        yield hidden(rng.distinct(rows, columns))
    yield hidden(rng.noncontiguous(rng.normal(4, 6)))
    yield hidden(rng.normal(3, 0))


@also
def _(board):
    kept = []
    for i in range(board.shape[0]):
        for j in range(board.shape[1]):
            if (i + j) % 2 == 0:
                kept.append(board[i, j].item())
    return torch.tensor(kept, dtype=board.dtype)


@also
def _(board):
    return torch.cat([row[i % 2 :: 2] for i, row in enumerate(board)])


@also
def _(board):
    black = torch.zeros(board.shape, dtype=torch.bool)
    black[::2, ::2] = True
    black[1::2, 1::2] = True
    return board[black]


@mistake("white-squares")
def _(board):
    rows = torch.arange(board.shape[0])[:, None]
    columns = torch.arange(board.shape[1])
    return board[(rows + columns) % 2 == 1]


@mistake("every-second-in-line")
def _(board):
    return board.flatten()[::2]


@mistake("rows-skipped")
def _(board):
    return board[::2, ::2].flatten()


@mistake("mask-returned", comparison="torch.arange(3) % 2 == 0", mask="[True, False, True]")
def _(board):
    rows = torch.arange(board.shape[0])[:, None]
    columns = torch.arange(board.shape[1])
    return (rows + columns) % 2 == 0


@mistake("zeros-on-white")
def _(board):
    rows = torch.arange(board.shape[0])[:, None]
    columns = torch.arange(board.shape[1])
    return torch.where((rows + columns) % 2 == 0, board, 0)


@mistake("zeros-on-white")
def _(board):
    rows = torch.arange(board.shape[0])[:, None]
    columns = torch.arange(board.shape[1])
    return board * ((rows + columns) % 2 == 0)


@mistake("by-value")
def _(board):
    return board[board % 2 == 1]


@mistake("by-value")
def _(board):
    return board[board % 2 == 0]


@mistake("square-assumed")
def _(board):
    found = []
    for i in range(board.shape[0]):
        for j in range(board.shape[0]):
            if (i + j) % 2 == 0:
                found.append(board[i, j])
    return torch.stack(found)


@mistake("square-assumed")
def _(board):
    found = []
    for i in range(len(board)):
        for j in range(len(board)):
            if (i + j) % 2 == 0:
                found.append(board[i, j].item())
    return torch.tensor(found, dtype=board.dtype)
