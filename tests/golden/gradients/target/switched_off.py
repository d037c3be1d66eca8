# status: failed
# problem: input-changed
# en: Your function switched `requires_grad` of its input `t` off. Whoever called it still needs the gradients. What gives you a new tensor outside the graph, and leaves the input as it is?
# ja: 関数が入力の `t` の `requires_grad` をオフにしました。呼び出した側は、まだその勾配を使います。入力はそのままにして、計算グラフの外にある新しいテンソルを得るには、どうしますか？

import torch


def target(t):
    return t.requires_grad_(False)
