# status: failed
# problem: transfers
# en: The values are right. Times that the code waited for the device on the way: **1**. `.item()`, `float(…)`, the `max(…)` of Python and an `if` on a tensor bring numbers to Python, and for that the device has to be done first. What can stay there until the end?
# ja: 値は合っています。途中で **1** 回、デバイスの計算が終わるのを待っています。`.item()` や `float(…)`、Python の `max(…)`、テンソルを使った `if` は、数を Python に持ってくるので、計算が終わるまで先へ進めません。最後までデバイスに置いておけるものはどれでしょうか？

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    best = []
    for batch in batches:
        best.append(max(batch.to(device) @ weight))
    return torch.stack(best).cpu()
