# status: failed
# problem: type
# mistake: not-an-integer


def output_side(side, kernel, stride, padding):
    return (side + 2 * padding - kernel) / stride + 1
