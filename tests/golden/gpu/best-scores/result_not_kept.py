# status: failed
# problem: transfers
# en: **Look here first:** line 10 computes a new tensor and throws it away: `weight.to(…)` does not change `weight`. Assign the result (`weight = weight.to(…)`), or take the line out.
# ja: **まず、ここから**：10 行目で新しいテンソルを作って、そのまま捨てています。`weight.to(…)` は `weight` 自身を変えません。`weight = weight.to(…)` のように結果を受け取るか、行を消しましょう。

import torch


def best_scores(batches, weight, device):
    weight.to(device)
    best = []
    for batch in batches:
        w = weight.to(device)
        best.append((batch.to(device) @ w).max())
    return torch.stack(best).cpu()
