# status: error
# error: only-of-tensors
# en: Tensors have `.to`, and this is a `str`. Which tensor do you mean, or where should one be made?
# ja: `.to` があるのはテンソルですが、これは `str` です。どのテンソルのことですか？ まだなければ、どこで作りますか？

import torch
def gram(x, device):
    x = device.to(x)
    return (x @ x.T).cpu()
