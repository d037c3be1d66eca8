# status: failed
# problem: input-changed
# en: Your function switched `requires_grad` of its input `W1` off. Whoever called it still needs the gradients. What gives you a new tensor outside the graph, and leaves the input as it is?
# ja: 関数が入力の `W1` の `requires_grad` をオフにしました。呼び出した側は、まだその勾配を使います。入力はそのままにして、計算グラフの外にある新しいテンソルを得るには、どうしますか？

import torch


def predict(X, W1, b1):
    W1.requires_grad_(False)
    b1.requires_grad_(False)
    return torch.sigmoid(X @ W1 + b1)
