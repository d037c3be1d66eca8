# status: failed
# problem: value
# mistake: root-taken


def column_mse(predictions, targets):
    return ((predictions.squeeze(1) - targets) ** 2).mean().sqrt()
