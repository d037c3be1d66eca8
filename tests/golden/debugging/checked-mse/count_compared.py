# status: failed
# problem: value
# mistake: count-compared


def checked_mse(predictions, labels):
    if predictions.numel() != labels.numel():
        raise ValueError
    return ((predictions - labels) ** 2).mean()
