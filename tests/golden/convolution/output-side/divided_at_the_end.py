# status: failed
# problem: value
# mistake: divided-at-the-end


def output_side(side, kernel, stride, padding):
    return (side + 2 * padding - kernel + 1) // stride
