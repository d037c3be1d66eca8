# status: error
# error: text-operand
# en: `+` does not work between `str` and `int`: one of them is text. `str(…)` turns a number into text, `int(…)` or `float(…)` turns text into a number.
# ja: `+` は `str` と `int` の間では使えません。片方が文字列です。数値を文字列にするのは `str(…)`、文字列を数値にするのは `int(…)` や `float(…)` です。

import torch


def evens(stop):
    print("stop is " + stop)
    return torch.arange(0, stop, 2)
