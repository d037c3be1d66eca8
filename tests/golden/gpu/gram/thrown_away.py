# status: failed
# problem: device
# en: **Look here first:** line 10 computes a new tensor and throws it away: `x.to(…)` does not change `x`. Assign the result (`x = x.to(…)`), or take the line out.
# ja: **まず、ここから**：10 行目で新しいテンソルを作って、そのまま捨てています。`x.to(…)` は `x` 自身を変えません。`x = x.to(…)` のように結果を受け取るか、行を消しましょう。

import torch


def gram(x, device):
    x.to(device)
    return x @ x.T + 1
