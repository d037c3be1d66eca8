# status: error
# error: numpy-requires-grad
# mistake: needs-detach
# en: `t` is part of a graph, and NumPy knows nothing of graphs. Leave the graph first: `.detach().numpy()`.
# ja: `t` は計算グラフの一部ですが、NumPy はグラフを知りません。先にグラフから切り離して、`.detach().numpy()` としてください。

import torch


def to_array(t):
    return t.numpy()
