# status: error
# error: no-graph
# en: `y` has no graph to go back through. Did an input have `requires_grad=True` **before** it was used? A gradient itself has a graph only where `create_graph=True` asked for one. Was the graph left on the way (`.detach()`, `no_grad`, `.item()`, `torch.tensor(…)`)?
# ja: `y` には、さかのぼるための計算グラフがありません。入力には、計算に使う**前に** `requires_grad=True` が付いていましたか？ 勾配そのものにグラフがあるのは、`create_graph=True` を指定したときだけです。途中でグラフから外れていませんか（`.detach()`、`no_grad`、`.item()`、`torch.tensor(…)`）？

import torch


def slope(x0):
    x = torch.tensor(x0)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.grad.item()
