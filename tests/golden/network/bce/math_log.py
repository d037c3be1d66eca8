# status: error
# error: math-of-tensor
# en: `math.log` computes with a single Python number, and it was given a whole tensor. torch has its own, which works on every element: `torch.log`. Gradients flow through that one, too.
# ja: `math.log` は Python の一つの数を計算する関数ですが、テンソルがまるごと渡されました。torch には、要素ごとに計算する `torch.log` があります。こちらなら勾配も流れます。

import torch
import math


def bce(p, y):
    return -(y * math.log(p + 1e-7)).mean()
