# status: invalid
# problem: syntax
# error: syntax-else-if
# en: In Python, "else if" is one word: write `elif`.
# ja: Python では "else if" を一語で `elif` と書きます。

import torch


def frame(height, width):
    picture = torch.ones(height, width)
    if height < 3:
        return picture
    else if width < 3:
        return picture
    picture[1:-1, 1:-1] = 0
    return picture
