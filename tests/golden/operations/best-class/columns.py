# status: failed
# problem: shape
# mistake: took-column-maximum
# en: The result has shape `(3,)`, but `(2,)` is asked for. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(3,)` です。求められているのは `(2,)` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def best_class(scores):
    return scores.argmax(0)
