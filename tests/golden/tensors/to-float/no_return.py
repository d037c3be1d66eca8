# status: failed
# problem: type
# mistake: none-alone
# en: The last line of your function, line 11, stands alone: its value is lost, because no `return` stands in front of it. Your function then gives back `None`.
# ja: 関数の最後にある 11 行目は、計算しただけで終わっています。前に `return` がないので、値はどこにも渡されず、関数は `None` を返します。

import torch


def to_float(values):
    torch.tensor(values, dtype=torch.float32)
