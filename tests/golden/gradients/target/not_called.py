# status: failed
# problem: type
# mistake: not-called
# en: The result is a function or a method that was never called. Is `()` missing behind its name, or do you mean another name?
# ja: 結果が、呼び出されていない関数やメソッドのままです。名前のあとの `()` が抜けていませんか？ それとも別の名前のことでしょうか？

import torch


def target(t):
    return t.detach
