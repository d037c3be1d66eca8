# status: failed
# problem: type
# mistake: starter-left
# en: `...` stands where your own code belongs. Write in its place what the exercise asks for.
# ja: `...` がそのまま残っています。そこが、自分のコードを書く場所です。演習で求められているものを書いてください。

import torch


def to_float(values):
    return ...
