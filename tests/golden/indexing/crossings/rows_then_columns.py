# status: passed

import torch


def crossings(table, rows, columns):
    some_rows = table[rows]
    return some_rows[:, columns]
