# status: passed
# remarks: loop-instead-of-broadcast

import torch


def pick_device():
    if torch.cuda.is_available():
        free = {i: torch.cuda.mem_get_info(i)[0] for i in range(torch.cuda.device_count())}
        return torch.device("cuda", max(free, key=free.get))
    return torch.device("cpu")
