# status: failed
# problem: type
# mistake: other-type
# en: The numbers are right, only the type is not: `list` came, and `numpy.ndarray` is asked for. Which call turns one into the other, or is there a conversion too many?
# ja: 数値は合っていて、型だけが違います。返ってきたのは `list`、求められているのは `numpy.ndarray` です。どう書けば変換できるでしょうか？ それとも、余計な変換が一つ入っていますか？

import torch


def to_array(t):
    return t.tolist()
