# status: failed
# problem: type
# mistake: not-called
# en: Item `[1]` of the result is a function or a method that was never called. Is `()` missing behind its name, or do you mean another name?
# ja: 結果の `[1]` が、呼び出されていない関数やメソッドのままです。名前のあとの `()` が抜けていませんか？ それとも別の名前のことでしょうか？

import torch


def describe(t):
    return tuple(t.shape), t.type, t.device.type
