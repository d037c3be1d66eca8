# status: failed
# problem: type
# mistake: class-returned
# en: The result is a class, and nothing was made of it. Is `(…)` missing behind its name?
# ja: 結果が、クラスそのものになっています。名前のあとの `(…)` が抜けていませんか？

import torch


def to_float(values):
    return torch.Tensor
