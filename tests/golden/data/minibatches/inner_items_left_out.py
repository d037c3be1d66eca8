# status: failed
# problem: type
# mistake: items-left-out
# en: What you return is right, and it is not all that is asked for. In Python, `return a, b` gives back several values as a tuple. Compare what stands after `return` with the exercise: what is missing?
# ja: 返した値は合っていますが、まだ足りないものがあります。Python では `return a, b` のように書くと、いくつかの値をタプルで返せます。`return` のあとを演習の説明と比べてみてください。何が抜けていますか？

import torch


def minibatches(X, y, batch_size):
    for start in range(0, len(X), batch_size):
        stop = start + batch_size
        yield X[start:stop]
