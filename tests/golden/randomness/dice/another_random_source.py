# status: failed
# problem: value
# mistake: another-random-source

import random
import torch
def dice(seed, count):
    random.seed(seed)
    return torch.tensor([random.randint(1, 6) for _ in range(count)])
