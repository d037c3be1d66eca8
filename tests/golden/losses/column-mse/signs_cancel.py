# status: failed
# problem: value
# mistake: signs-cancel


def column_mse(predictions, targets):
    return (predictions.squeeze(1) - targets).mean() ** 2
