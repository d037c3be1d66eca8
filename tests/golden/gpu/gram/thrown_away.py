# status: failed
# problem: device
# en: **Look here first:** line 10 computes a new tensor and throws it away: operations such as `x.reshape(…)` do not change `x`. Assign the result (`x = x.reshape(…)`), or take the line out.
# ja: **まず、ここから**：10 行目で新しいテンソルを作って、そのまま捨てています。`x.reshape(…)` のような演算は `x` 自身を変えません。`x = x.reshape(…)` のように結果を受け取るか、行を消しましょう。

import torch


def gram(x, device):
    x.to(device)
    return x @ x.T + 1
