# status: error
# error: no-graph
# en: `y` has no graph to go back through. Does an input have `requires_grad=True`? Was the graph left on the way (`.detach()`, `no_grad`, `.item()`, `torch.tensor(…)`)?
# ja: `y` には、さかのぼるための計算グラフがありません。入力は `requires_grad=True` ですか？ 途中でグラフから外れていませんか（`.detach()`、`no_grad`、`.item()`、`torch.tensor(…)`）？

import torch


def slope(x0):
    x = torch.tensor(x0)
    y = x**2 + 2 * x + 1
    y.backward()
    return x.grad.item()
