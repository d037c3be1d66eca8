# status: error
# error: math-of-tensor
# en: `math.sqrt` computes with a single Python number, and it was given a whole tensor. torch has its own, which works on every element: `torch.sqrt`. Gradients flow through that one, too.
# ja: `math.sqrt` は Python の一つの数を計算する関数ですが、テンソルがまるごと渡されました。torch には、要素ごとに計算する `torch.sqrt` があります。こちらなら勾配も流れます。

import torch, math
def pairwise_distances(a, b):
    return math.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))
