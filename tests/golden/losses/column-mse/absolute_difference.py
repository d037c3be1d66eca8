# status: failed
# problem: value
# mistake: absolute-difference


def column_mse(predictions, targets):
    return (predictions.squeeze(1) - targets).abs().mean()
