# status: passed


def gradient_reversal(x, strength):
    result = x.clone()
    result.register_hook(lambda gradient: -strength * gradient)
    return result
