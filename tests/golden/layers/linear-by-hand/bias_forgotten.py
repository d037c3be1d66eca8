# status: failed
# problem: value
# mistake: bias-forgotten


def linear_by_hand(x, weight, bias):
    return x @ weight.T
