# status: failed
# problem: value
# mistake: padding-ignored

def output_side(side, kernel, stride, padding):
    return (side - kernel) // stride + 1
