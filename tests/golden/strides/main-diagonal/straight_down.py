# status: failed
# problem: value
# mistake: straight-down

import torch
def main_diagonal(table):
    return table.as_strided((min(table.size()),), (table.stride(0),))
