# status: failed
# problem: type
# mistake: generator-returned
# en: The result hands out its values one at a time (its type is `generator`), and `torch.Tensor` is asked for. Write `return` instead of `yield`, or put `tuple(…)`, `list(…)` or a call of torch around it.
# ja: 結果は、値を一つずつ取り出すもの（型は `generator`）になっています。求められているのは `torch.Tensor` です。`yield` を `return` に変えるか、`tuple(…)`、`list(…)`、または torch の関数で囲んでください。

import torch


def to_float(values):
    for value in values:
        yield float(value)
