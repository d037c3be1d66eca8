# status: failed
# problem: dtype
# mistake: positions-not-used
# en: These are the right **positions** in `x`, and the exercise asks for what stands there. How do you take the values at these positions out of `x`?
# ja: 返ってきたのは、`x` の中の正しい**位置**です。演習で求められているのは、そこにある値です。この位置の値を `x` から取り出すには、どう書きますか？

import torch


def carry_forward(x):
    place = torch.arange(len(x))
    last_known = torch.where(x.isnan(), 0, place).cummax(0).values
    return last_known
