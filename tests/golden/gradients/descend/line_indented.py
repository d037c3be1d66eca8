# status: failed
# problem: type
# mistake: line-indented
# en: With every input, your results are those of a right way with one line indented differently: it stands inside a loop (or a `with`) and belongs outside, or the other way round. Which line should run each time, and which only once?
# ja: どの入力でも、返ってきたのは、正しいコードの一行だけインデントを変えたときの結果です。ループ（または `with`）の外にあるはずの行が中にあるか、その逆です。毎回動くはずの行と、一度だけ動くはずの行はどれでしょうか？

import torch


def descend(w, X, y, lr, steps):
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = ((X @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad.zero_()
        return w.detach()
