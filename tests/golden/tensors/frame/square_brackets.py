# status: error
# error: square-brackets
# en: `torch.zeros` is a function, and square brackets follow it. They take a part of a value. A function is called with round ones: `torch.zeros(…)`.
# ja: `torch.zeros` は関数ですが、後ろに角かっこが付いています。角かっこは、値の一部を取り出すためのものです。関数を呼ぶときは丸かっこを使います：`torch.zeros(…)`

import torch
def frame(height, width):
    p = torch.zeros[height, width]
    p[0] = 1
    return p
