# status: failed
# problem: grad
# mistake: nothing-turned


def gradient_reversal(x, strength):
    return x.clone()
