# status: failed
# problem: type
# en: Your function returned `None`. That happens when no `return` is reached, when the result is only printed, or when the last call changes something in place and returns nothing. What should stand after `return`?
# ja: 関数が `None` を返しました。`return` に届いていないか、`print` で表示しただけか、最後の呼び出しが値を書き換えるだけで何も返さないときに起こります。`return` の後には何が来るはずですか？

import torch


def grad_of_sum(x):
    y = x.clone().requires_grad_() * 1
    (y ** 3).sum().backward()
    return x.grad
