# status: invalid
# problem: syntax
# error: syntax-character
# en: Python does not know the character `（` (U+FF08). It is perhaps a full-width one, or came along with the copy. Type it again with the keyboard set to English.
# ja: Python が認識できない文字 `（`（U+FF08） があります。全角の文字か、コピーのときに混ざった文字かもしれません。半角で打ち直してください。

import torch


def to_float(values):
    return torch.tensor（values)
