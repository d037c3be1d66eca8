# status: failed
# problem: grad
# mistake: nothing-frozen


def frozen_rows(weight, trainable):
    return weight.clone()
