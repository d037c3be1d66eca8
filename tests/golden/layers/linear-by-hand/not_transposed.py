# status: error
# mistake: not-transposed
# error: matmul-shapes


def linear_by_hand(x, weight, bias):
    return x @ weight + bias
