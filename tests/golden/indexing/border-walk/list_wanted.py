# status: error
# error: list-wanted
# en: `cat` takes the tensors together, as **one** list: `torch.cat([a, b])`. Without the square brackets, the second tensor stands where another argument belongs.
# ja: `cat` には、テンソルを**一つのリスト**にまとめて渡します。`torch.cat([a, b])` のように書きます。角かっこがないと、2 番目のテンソルは別の引数の場所に入ってしまいます。

import torch
def border_walk(grid):
    return torch.cat(grid[0], grid[1:, -1], grid[-1, :-1].flip(0), grid[1:-1, 0].flip(0))
