# status: failed
# problem: shape
# mistake: whole-columns

import torch


def pick_per_row(table, columns):
    return table[:, columns]
