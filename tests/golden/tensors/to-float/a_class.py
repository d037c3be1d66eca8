# status: invalid
# problem: missing-function
# en: `to_float` is a class in your code. Here a plain function is all it takes: `def to_float(values):`
# ja: `to_float` がクラスになっています。ここで必要なのは普通の関数です。`def to_float(values):` と書いてください。

import torch


class to_float:
    def __call__(self, values):
        return torch.tensor(values).float()
