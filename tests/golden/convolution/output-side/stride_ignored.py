# status: failed
# problem: value
# mistake: stride-ignored


def output_side(side, kernel, stride, padding):
    return side + 2 * padding - kernel + 1
