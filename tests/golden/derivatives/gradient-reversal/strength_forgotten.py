# status: failed
# problem: grad
# mistake: strength-forgotten


def gradient_reversal(x, strength):
    return (2 * x).detach() - x
