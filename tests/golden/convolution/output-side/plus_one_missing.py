# status: failed
# problem: value
# mistake: plus-one-missing


def output_side(side, kernel, stride, padding):
    return (side + 2 * padding - kernel) // stride
