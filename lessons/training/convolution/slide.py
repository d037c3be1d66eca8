"""A convolution by hand: a kernel slides over a picture."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(forbids=("conv1d", "conv2d", "conv3d", "convolution", "Conv1d", "Conv2d", "Conv3d"))
def slide(image, kernel):
    height = image.shape[0] - kernel.shape[0] + 1
    width = image.shape[1] - kernel.shape[1] + 1
    result = torch.zeros(height, width)
    for i in range(height):
        for j in range(width):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            result[i, j] = (window * kernel).sum()
    return result


def cases(rng: Rng) -> Cases:
    image = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    yield shown(image, torch.tensor([[1.0, 0.0], [0.0, 0.0]]))
    yield shown(image, torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    for sides, kernel in (((5, 5), (3, 3)), ((4, 7), (2, 3)), ((6, 4), (3, 1)), ((3, 5), (3, 5))):
        yield hidden(rng.normal(*sides), rng.normal(*kernel))


@also
def _(image, kernel):
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel).sum(dim=(2, 3))


@also
def _(image, kernel):
    a, b = kernel.shape
    height, width = image.shape[0] - a + 1, image.shape[1] - b + 1
    result = torch.zeros(height, width)
    for k in range(a):
        for m in range(b):
            result += kernel[k, m] * image[k : k + height, m : m + width]
    return result


@also
def _(image, kernel):
    windows = image.unfold(0, kernel.size(0), 1).unfold(1, kernel.size(1), 1)
    return torch.einsum("ijkl,kl->ij", windows, kernel)


@mistake("kernel-turned")
def _(image, kernel):
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel.flip(0, 1)).sum(dim=(2, 3))


@mistake("one-place-short")
def _(image, kernel):
    height = image.shape[0] - kernel.shape[0]
    width = image.shape[1] - kernel.shape[1]
    result = torch.zeros(height, width)
    for i in range(height):
        for j in range(width):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            result[i, j] = (window * kernel).sum()
    return result


@mistake("averaged-window")
def _(image, kernel):
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel).mean(dim=(2, 3))


@mistake("windows-side-by-side")
def _(image, kernel):
    a, b = kernel.shape
    windows = image.unfold(0, a, a).unfold(1, b, b)
    return (windows * kernel).sum(dim=(2, 3))


@mistake("matrix-product-inside")
def _(image, kernel):
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows @ kernel.T).sum(dim=(2, 3))


@mistake("size-of-the-image")
def _(image, kernel):
    result = torch.zeros_like(image)
    for i in range(image.shape[0] - kernel.shape[0] + 1):
        for j in range(image.shape[1] - kernel.shape[1] + 1):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            result[i, j] = (window * kernel).sum()
    return result
