# status: failed
# problem: type
# mistake: none-of-result
# en: The result is the `.grad` of `y`, which was computed (line 14). Gradients arrive only in tensors that you made and marked yourself (**leaves**), so this one stays `None`. For which variable is the slope asked?
# ja: 結果は、計算してできた `y` の `.grad` です（14 行目）。勾配が入るのは、自分で作って目印を付けたテンソル（葉）だけなので、ここは `None` のままです。求めたいのは、どの変数についての傾きですか？

import torch


def slope(x0):
    x = torch.tensor(x0, requires_grad=True)
    y = x**2 + 2 * x + 1
    y.backward()
    return y.grad
