# status: failed
# problem: type
# mistake: none-lost-leaf
# en: The result is `None`, because line 12 puts a new, computed tensor under the name `x`. The gradient is in the `.grad` of the one that you marked (the **leaf**), which no name leads to any more. How would you call the computed one?
# ja: 結果が `None` です。12 行目で、計算してできた新しいテンソルを `x` という名前に入れ直しています。勾配は、目印を付けたほうのテンソル（葉）の `.grad` にありますが、それを指す名前がもうありません。計算したほうには、どんな名前を付けますか？

import torch


def grad_of_sum(x):
    x = x.clone().requires_grad_()
    x = x**3
    x.sum().backward()
    return x.grad
