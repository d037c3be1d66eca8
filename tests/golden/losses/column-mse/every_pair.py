# status: failed
# problem: value
# mistake: every-pair


def column_mse(predictions, targets):
    return ((predictions - targets) ** 2).mean()
