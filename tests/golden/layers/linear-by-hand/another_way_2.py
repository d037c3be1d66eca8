# status: passed


def linear_by_hand(x, weight, bias):
    return (x[..., None, :] * weight).sum(-1) + bias
