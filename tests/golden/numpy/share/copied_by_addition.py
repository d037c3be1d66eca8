# status: failed
# problem: alias
# mistake: copied
# en: The values are right, but the result does not share memory with `array` as the exercise asks: a change in one must show in the other. Which call on the way makes a copy?
# ja: 値は合っていますが、結果が `array` とメモリを共有していません。一方を変えると、もう一方も変わる必要があります。途中でコピーを作っているのは、どの呼び出しですか？

import torch


def share(array):
    t = torch.from_numpy(array)
    t = t + 0
    return t
