# status: failed
# problem: requires-grad
# mistake: graph-kept
# en: The result is still connected to the graph (`requires_grad=True`), but it should not be. What tells torch not to record the graph?
# ja: 結果がまだ計算グラフにつながっています（`requires_grad=True`）。グラフを記録しないように torch に伝えるには、どうしますか？

import torch


def predict(X, W1, b1):
    with torch.no_grad():
        z = X @ W1 + b1
    return torch.sigmoid(X @ W1 + b1)
