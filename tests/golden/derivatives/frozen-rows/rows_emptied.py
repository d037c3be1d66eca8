# status: failed
# problem: value
# mistake: rows-emptied


def frozen_rows(weight, trainable):
    return weight * trainable[:, None]
