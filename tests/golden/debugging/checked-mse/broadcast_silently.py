# status: failed
# problem: value
# mistake: broadcast-silently


def checked_mse(predictions, labels):
    return ((predictions - labels) ** 2).mean()
