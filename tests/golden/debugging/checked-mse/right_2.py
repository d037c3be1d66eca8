# status: passed


def checked_mse(predictions, labels):
    same = predictions.dim() == labels.dim() and all(
        a == b for a, b in zip(predictions.shape, labels.shape)
    )
    if same:
        error = predictions - labels
        return (error * error).sum() / error.numel()
    raise ValueError("the shapes differ")
