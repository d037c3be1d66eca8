# status: failed
# problem: value
# en: On a machine without a GPU, the result would not be the right one. Does your function ask torch whether there is one, each time it is called?
# ja: GPU のないマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？

import torch


def pick_device():
    return torch.device("cuda" if torch.cuda.is_available else "cpu")
