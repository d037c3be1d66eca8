# status: failed
# problem: grad
# error: function-gradients
# en: The values are computed, but going backward from your result fails, so `x` gets no gradient. This is what happens there:
# ja: 値は計算できていますが、結果からの逆伝播がエラーになるので、`x` の勾配が求まりません。起きているのは次のエラーです。

import torch


class Flip(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, strength):
        ctx.strength = strength
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        return -ctx.strength * grad


def gradient_reversal(x, strength):
    return Flip.apply(x, strength)
