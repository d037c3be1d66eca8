# status: failed
# problem: value
# en: On a machine with a GPU, the result would not be the right one. Does your function ask torch whether there is one, each time it is called?
# ja: GPU のあるマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？

import torch


def pick_device():
    return torch.device("cpu")
