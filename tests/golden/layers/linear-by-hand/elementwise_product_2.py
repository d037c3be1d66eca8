# status: error
# mistake: elementwise-product
# error: broadcast


def linear_by_hand(x, weight, bias):
    return x * weight + bias
