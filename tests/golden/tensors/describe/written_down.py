# status: failed
# problem: type
# en: **Look here first:** your function never reads its argument `t`, so its result cannot depend on it.
# ja: 結果の `[0]` の長さが 2 ですが、求められているのは 1 です。引数から求めていますか、それとも直接書いていますか？

import torch


def describe(t):
    return (2, 3), torch.float32, "cpu"
