# status: failed
# problem: value
# mistake: counted-from-one

import torch
def pick_per_row(table, columns):
    return table[torch.arange(len(table)), columns - 1]
