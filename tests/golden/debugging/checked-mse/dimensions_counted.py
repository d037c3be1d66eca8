# status: failed
# problem: value
# mistake: dimensions-counted


def checked_mse(predictions, labels):
    if predictions.dim() != labels.dim():
        raise ValueError
    return ((predictions - labels) ** 2).mean()
