# status: failed
# problem: shape
# mistake: not-averaged


def column_mse(predictions, targets):
    return (predictions.squeeze(1) - targets) ** 2
