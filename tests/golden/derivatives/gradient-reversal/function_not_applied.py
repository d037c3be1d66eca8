# status: error
# error: function-not-applied
# en: An `autograd.Function` is not made and called like a layer. Its class has a method for that: `YourClass.apply(x, …)`, without making an object. `forward` and `backward` are each marked with `@staticmethod`.
# ja: `autograd.Function` は、層のように作って呼ぶものではありません。オブジェクトを作らず、クラスのメソッドで `クラス名.apply(x, …)` と呼びます。`forward` と `backward` には、それぞれ `@staticmethod` を付けます。

import torch
class Rev(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, strength):
        ctx.s = strength
        return x.clone()
    @staticmethod
    def backward(ctx, g):
        return -ctx.s * g, None
def gradient_reversal(x, strength):
    return Rev()(x, strength)
