# status: error
# error: truth-of-many
# en: `if`, `and`, `or`, `not` and Python's own `max` and `min` need one True or False at a time, and `scores` has shape (2, 3). Do you mean one of torch's operations on the whole tensor, or `.any()` or `.all()` of it?
# ja: `if`、`and`、`or`、`not` や、Python の `max`、`min` に必要なのは True か False のどちらか一つですが、`scores` の形状は (2, 3) です。テンソル全体に使う torch の演算か、`.any()`、`.all()` のことではありませんか？

import torch


def best_class(scores):
    if scores > 0:
        return scores.argmax(1)
    return scores.argmin(1)
