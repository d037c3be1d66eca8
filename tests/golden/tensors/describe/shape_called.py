# status: error
# error: shape-called
# en: `t.shape` is a tuple of sizes, and no method. Without the round brackets it is the whole shape; one size is picked with square ones, `x.shape[0]`.
# ja: `t.shape` は大きさを並べたタプルで、メソッドではありません。丸かっこを付けなければ、形状全体になります。一つの大きさは、`x.shape[0]` と角かっこで取り出します。

import torch


def describe(t):
    return t.shape(), t.dtype, t.device.type
