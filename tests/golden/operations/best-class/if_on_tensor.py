# status: error
# error: truth-of-many
# en: `if`, `and`, `or` and `not` need one True or False, and `scores` has shape (2, 3). Do you mean `.any()`, `.all()`, or `torch.where`?
# ja: `if`、`and`、`or`、`not` に必要なのは True か False のどちらか一つですが、`scores` の形状は (2, 3) です。`.any()`、`.all()`、`torch.where` のどれかではありませんか？

import torch


def best_class(scores):
    if scores > 0:
        return scores.argmax(1)
    return scores.argmin(1)
