# status: error
# error: broadcast
# en: `a` with shape (2, 2) and `b` with shape (3, 2) cannot be combined elementwise: in dimension 0 the sizes are 2 and 3. Broadcasting lines shapes up from the right, and sizes must be equal or 1. Which dimensions did you want to meet here?
# ja: `a`（形状 (2, 2)）と `b`（形状 (3, 2)）は、要素ごとに計算できません。次元 0 の大きさが 2 と 3 です。ブロードキャストでは形状を右端からそろえ、大きさが同じか 1 でなければなりません。どの次元どうしを合わせたいのでしょうか？

import torch


def pairwise_distances(a, b):
    return ((a - b) ** 2).sum(-1).sqrt()
