# status: passed
# remarks: loop-instead-of-broadcast

import torch


def pick_device():
    if not torch.cuda.is_available():
        return torch.device("cpu")
    memory = [
        torch.cuda.get_device_properties(i).total_memory for i in range(torch.cuda.device_count())
    ]
    return torch.device(f"cuda:{memory.index(max(memory))}")
