# status: error
# error: conditions-joined
# en: `and` asks for one True or False, and a comparison of a tensor gives many. `&` joins them element by element. Then each comparison needs brackets of its own: `(a > b) & (c < d)`.
# ja: `and` に必要なのは True か False 一つですが、テンソルの比較の結果はたくさんあります。要素ごとにつなぐのは `&` です。そのときは、比較を一つずつかっこで囲みます：`(a > b) & (c < d)`

import torch
def keep_in_band(x, low, high):
    return torch.where(x >= low and x <= high, x, 0)
