# status: failed
# problem: type
# en: The result is a `str`, but a `tuple` is asked for. In Python, `return a, b` gives back a tuple of two. What belongs in yours?
# ja: 結果の型が `str` です。演習で求められているのは `tuple` です。Python では `return a, b` で二つの値の tuple が返ります。ここでは何を並べますか？

import torch


def describe(t):
    return f"{tuple(t.shape)} {t.dtype} {t.device.type}"
