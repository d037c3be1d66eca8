# status: error
# error: only-of-tensors
# en: Tensors have `.backward`, and this is a `float`. Which tensor do you mean, or where should one be made?
# ja: `.backward` があるのはテンソルですが、これは `float` です。どのテンソルのことですか？ まだなければ、どこで作りますか？

import torch
def grad_of_sum(x):
    x = x.clone().requires_grad_()
    s = 0
    for v in x:
        s += v.item() ** 3
    s.backward()
    return x.grad
