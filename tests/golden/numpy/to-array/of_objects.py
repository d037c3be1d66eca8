# status: failed
# problem: type
# mistake: object-array
# en: The array has the dtype `object`: it holds Python objects and no numbers. That happens with rows of different lengths, with `None`, or with tensors inside. Make them numbers of one shape first.
# ja: 配列の dtype が `object` になっています。中身が数値ではなく Python のオブジェクトです。行の長さが違うとき、`None` やテンソルが混ざっているときに起こります。先に、形状のそろった数値にしてください。

import numpy as np
import torch


def to_array(t):
    return np.array(
        [[str(v) for v in row] if t.dim() > 1 else row for row in t.tolist()], dtype=object
    )
