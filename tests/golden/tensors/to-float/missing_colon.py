# status: invalid
# problem: syntax
# error: syntax-colon
# en: A colon `:` is missing at the end of this line. `def`, `if`, `for`, `while` and `with` all need one.
# ja: この行の終わりにコロン `:` がありません。`def`、`if`、`for`、`while`、`with` の行には必要です。

import torch


def to_float(values)
    return torch.tensor(values).float()
