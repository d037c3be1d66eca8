# status: failed
# problem: value
# en: **Look here first:** in line 11, the prediction and the target have different shapes, so one of them is spread over the other, and every pair is compared. Give both the same shape first.
# ja: **まず、ここから**：11 行目で、予測と正解の形状が違っています。片方がブロードキャストされて、すべての組み合わせで比べることになります。先に形状をそろえましょう。

import torch


def bce(p, y):
    p, y = p.reshape(-1, 1), y.reshape(-1)
    return torch.nn.functional.mse_loss(p, y)
