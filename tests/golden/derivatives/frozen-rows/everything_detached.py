# status: failed
# problem: grad
# mistake: everything-detached


def frozen_rows(weight, trainable):
    return weight.detach()
