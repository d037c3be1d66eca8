# status: error
# error: list-of-tensors
# en: Tensors are wanted here, and value number 0 (counting from 0) has type `int`. `torch.tensor([…])` makes one tensor of many numbers, and `torch.arange(n)` one of the numbers below n.
# ja: ここで必要なのはテンソルですが、0 番目（0 から数えます）の値の型は `int` です。たくさんの数を一つのテンソルにするのは `torch.tensor([…])`、n より小さい整数を並べるのは `torch.arange(n)` です。

import torch
def walking_distance(height, width, row, column):
    i, j = torch.meshgrid(height, width)
    return (i - row).abs() + (j - column).abs()
