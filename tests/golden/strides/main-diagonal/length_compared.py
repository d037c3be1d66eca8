# status: passed

import torch


def main_diagonal(table):
    rows, columns = table.shape
    length = rows if rows < columns else columns
    return torch.as_strided(table, [length], [table.stride(0) + table.stride(1)])
