# status: failed
# problem: shape
# mistake: windows-side-by-side


def slide(image, kernel):
    a, b = kernel.shape
    windows = image.unfold(0, a, a).unfold(1, b, b)
    return (windows * kernel).sum(dim=(2, 3))
