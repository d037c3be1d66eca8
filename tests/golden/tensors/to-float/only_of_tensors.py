# status: error
# error: only-of-tensors
# en: Tensors have `.float`, and this is a `list`. Which tensor do you mean, or where should one be made?
# ja: `.float` があるのはテンソルですが、これは `list` です。どのテンソルのことですか？ まだなければ、どこで作りますか？

import torch
def to_float(values):
    return values.float()
