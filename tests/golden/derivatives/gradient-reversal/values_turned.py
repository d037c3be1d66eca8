# status: failed
# problem: value
# mistake: values-turned


def gradient_reversal(x, strength):
    return -strength * x
