# status: error
# error: square-brackets
# en: `x.mean` is a function, and square brackets follow it. They take a part of a value. A function is called with round ones: `x.mean(…)`.
# ja: `x.mean` は関数ですが、後ろに角かっこが付いています。角かっこは、値の一部を取り出すためのものです。関数を呼ぶときは丸かっこを使います：`x.mean(…)`

import torch
def row_means(x):
    return x.mean[1]
