# status: error
# mistake: bias-first
# error: broadcast


def linear_by_hand(x, weight, bias):
    return (x + bias) @ weight.T
