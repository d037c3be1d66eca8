# status: failed
# problem: device
# mistake: never-moved
# en: The work was done on `cpu` and not on `meta`. Move the inputs there before you compute.
# ja: 計算が `meta` ではなく `cpu` で行われました。計算の前に、入力を移してください。

import torch


def gram(x, device):
    return (x @ x.T).to(device).cpu()
