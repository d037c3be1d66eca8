# status: failed
# problem: value
# en: **Look here first:** the arguments arrive in the order (p, y), and yours are called (y, p). So each name may hold another one's value. Write the `def` line exactly as in the exercise.
# ja: **まず、ここから**：引数は (p, y) の順番で渡されますが、あなたの関数では (y, p) の順番になっています。名前と中身が入れ替わっているかもしれません。`def` の行を演習のとおりに書いてください。

import torch


def bce(y, p):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).sum()
