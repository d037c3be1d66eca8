# status: failed
# problem: grad
# error: context-lacks
# en: The values are computed, but going backward from your result fails, so `x` gets no gradient. This is what happens there:
# ja: 値は計算できていますが、結果からの逆伝播がエラーになるので、`x` の勾配が求まりません。起きているのは次のエラーです。

import torch


class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * torch.ones_like(x)


def round_straight_through(x):
    return Round.apply(x)
