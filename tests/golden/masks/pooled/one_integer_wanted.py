# status: error
# error: one-integer-wanted
# en: One whole number is wanted here (as the end of a slice, a size, or for `range`), and a tensor came that holds several numbers, or one with a point. Of a single one, `int(…)` makes a whole number. If each row has its own end, a loop over the rows or a mask does it.
# ja: ここ（スライスの終わり、大きさ、`range` など）には整数が一つ必要ですが、要素がいくつもあるテンソルか、小数のテンソルが渡されました。要素が一つなら、`int(…)` で整数になります。行ごとに終わりが違うなら、行ごとのループかマスクを使います。

import torch
def pooled(batch, lengths):
    return batch[:, :lengths].mean(dim=1)
