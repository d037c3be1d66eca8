# status: error
# error: integer-of-fraction
# en: `int` reads only text of whole numbers, and "3.5" is a fraction. `float("3.5")` reads it; whether it should then be rounded is up to you.
# ja: `int` が読めるのは整数の文字列だけで、"3.5" は小数です。`float("3.5")` なら読めます。そのあと整数に丸めるかどうかは、演習に合わせて決めてください。

import torch


def evens(stop):
    return torch.arange(0, int("3.5") + stop, 2)
