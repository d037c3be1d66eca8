# status: error
# error: gpu-only-pretended
# en: This exercise only pretends that there is a GPU, so nothing can be put on it. Asking is enough: `torch.cuda.is_available()` tells whether there is one.
# ja: この演習では、GPU があるふりをしているだけなので、GPU にデータを置くことはできません。`torch.cuda.is_available()` で、あるかどうかを確かめるだけで足ります。

import torch


def pick_device():
    if torch.cuda.is_available():
        return torch.zeros(1, device="cuda").device
    return torch.device("cpu")
