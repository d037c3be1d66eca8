# status: error
# error: einsum-formula-first
# en: `einsum` wants its formula first and the tensors after it: `torch.einsum("…->…", a, b)`.
# ja: `einsum` は、先に式、そのあとにテンソルを受け取ります。`torch.einsum("…->…", a, b)` の順に書いてください。

import torch
def trace_of_product(a, b):
    return torch.einsum(a, b, "ij,ji->")
