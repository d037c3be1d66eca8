# status: error
# error: tensors-into-tensor
# en: `torch.tensor` makes a tensor of numbers, and here it is given whole tensors. `torch.stack([…])` puts tensors of one shape together into one.
# ja: `torch.tensor` は数値からテンソルを作りますが、ここではテンソルをそのまま渡しています。同じ形状のテンソルを一つにまとめるときは、`torch.stack([…])` を使います。

import torch


def row_means(x):
    return torch.tensor([row - row.mean() for row in x])
