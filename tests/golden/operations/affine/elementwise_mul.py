# status: error
# error: broadcast
# mistake: elementwise-product
# en: `x` with shape (2, 3) and `w` with shape (3, 2) cannot be combined elementwise: in dimension 1 the sizes are 3 and 2. Broadcasting lines shapes up from the right, and sizes must be equal or 1. Which dimensions did you want to meet here?
# ja: `x`（形状 (2, 3)）と `w`（形状 (3, 2)）は、要素ごとに計算できません。次元 1 の大きさが 3 と 2 です。ブロードキャストでは形状を右端からそろえ、大きさが同じか 1 でなければなりません。どの次元どうしを合わせたいのでしょうか？

import torch


def affine(x, w, b):
    return torch.mul(x, w) + b
