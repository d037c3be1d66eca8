# status: error
# error: no-cuda
# en: There is no GPU here. Ask `torch.cuda.is_available()` first, and fall back to "cpu".
# ja: ここには GPU がありません。先に `torch.cuda.is_available()` で確かめて、なければ "cpu" を使ってください。

import torch


def gram(x, device):
    x = x.cuda()
    return (x @ x.T).cpu()
