# status: failed
# problem: value
# mistake: length-compared


def checked_mse(predictions, labels):
    if len(predictions) != len(labels):
        raise ValueError
    return ((predictions - labels) ** 2).mean()
