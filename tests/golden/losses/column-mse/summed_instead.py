# status: failed
# problem: value
# mistake: summed-instead


def column_mse(predictions, targets):
    return ((predictions.squeeze(1) - targets) ** 2).sum()
