# status: failed
# problem: shape
# mistake: weight-first


def linear_by_hand(x, weight, bias):
    return weight @ x.T + bias
