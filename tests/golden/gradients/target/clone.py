# status: failed
# problem: alias
# mistake: copied
# en: The values are right, but the result does not share memory with `t` as the exercise asks: a change in one must show in the other. Which call on the way makes a copy?
# ja: 値は合っていますが、結果が `t` とメモリを共有していません。一方を変えると、もう一方も変わる必要があります。途中でコピーを作っているのは、どの呼び出しですか？

import torch


def target(t):
    return t.clone()
