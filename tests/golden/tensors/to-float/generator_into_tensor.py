# status: error
# error: lazy-values
# en: A `generator` hands out its values one at a time, and a tensor needs all of them. Put `list(…)` around it first.
# ja: `generator` は値を一つずつ取り出すもので、テンソルにするにはすべての値が必要です。先に `list(…)` で囲んでください。

import torch


def to_float(values):
    return torch.tensor(float(v) for v in values)
