# status: failed
# problem: input-changed
# mistake: input-changed
# en: Your function changed its input `array`. Whoever called it still needs that value. Look for `+=`, `x[…] = …` or a method that ends in `_`, and make a new tensor instead.
# ja: 関数が入力の `array` を書き換えました。呼び出した側は、まだその値を使います。`+=`、`x[…] = …`、名前が `_` で終わるメソッドを探して、新しいテンソルを作る書き方に変えてください。

import torch


def share(array):
    t = torch.from_numpy(array)
    t.mul_(2)
    return t
