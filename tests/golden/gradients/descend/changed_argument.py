# status: failed
# problem: input-changed
# mistake: input-changed
# en: Your function changed its input `w`. Whoever called it still needs that value. Look for `+=`, `x[…] = …` or a method that ends in `_`, and make a new tensor instead.
# ja: 関数が入力の `w` を書き換えました。呼び出した側は、まだその値を使います。`+=`、`x[…] = …`、名前が `_` で終わるメソッドを探して、新しいテンソルを作る書き方に変えてください。

import torch


def descend(w, X, y, lr, steps):
    for _ in range(steps):
        w -= lr * 2 * X.T @ (X @ w - y) / len(y)
    return w.clone()
