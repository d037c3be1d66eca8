# status: failed
# problem: value
# mistake: rounded-up


def output_side(side, kernel, stride, padding):
    return -(-(side + 2 * padding - kernel) // stride) + 1
