# status: error
# error: devices-mixed
# en: One tensor is on `meta`, another on `cpu`. Bring both to one device with `.to(device)` before they meet.
# ja: `meta` にあるテンソルと `cpu` にあるテンソルを一緒に計算しようとしています。先に `.to(device)` で同じデバイスにそろえてください。

import torch


def best_scores(batches, weight, device):
    best = []
    for batch in batches:
        scores = batch.to(device) @ weight
        best.append(scores.max())
    return torch.stack(best).cpu()
