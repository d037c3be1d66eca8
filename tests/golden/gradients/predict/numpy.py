# status: error
# error: numpy-requires-grad
# en: `W1` is part of a graph, and NumPy knows nothing of graphs. Leave the graph first: `.detach().numpy()`.
# ja: `W1` は計算グラフの一部ですが、NumPy はグラフを知りません。先にグラフから切り離して、`.detach().numpy()` としてください。

import torch


def predict(X, W1, b1):
    return torch.sigmoid(torch.from_numpy(X.numpy() @ W1.numpy() + b1.numpy()))
