# status: invalid
# problem: missing-function
# en: Your code defines `tofloat`, but the exercise asks for `to_float`. Rename it, exactly as it stands here: `def to_float(values):`
# ja: コードにあるのは `tofloat` ですが、演習の関数は `to_float` です。名前を `def to_float(values):` のとおりに直してください。

import torch


def tofloat(values):
    return torch.tensor(values).float()
