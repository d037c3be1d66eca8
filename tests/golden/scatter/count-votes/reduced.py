# status: failed
# problem: shape
# mistake: reduced
# en: That is one step too far: you return the `argmax` of what is asked for, whose parts should stay apart. Which step puts them together, and along which dimension?
# ja: 一歩進みすぎています。返ってきたのは、求められているものをまとめた値（`argmax`）です。まとめずに、別々のまま返します。どの計算が、どの次元に沿って、まとめていますか？

import torch


def count_votes(votes, candidates):
    return (votes[:, None] == torch.arange(candidates)).sum(0).argmax()
