# status: failed
# problem: value
# mistake: matrix-product-inside


def slide(image, kernel):
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows @ kernel.T).sum(dim=(2, 3))
