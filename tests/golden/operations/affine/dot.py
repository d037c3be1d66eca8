# status: error
# error: dot-of-matrices
# en: Unlike NumPy's, the `dot` of torch takes two tensors of 1 dimension, and `x` has shape (2, 2), `w` (2, 2). Which symbol makes the product of two matrices?
# ja: NumPy と違い、torch の `dot` に渡せるのは 1 次元のテンソル二つだけですが、`x` の形状は (2, 2)、`w` は (2, 2) です。行列どうしの積は、どの記号で書きますか？

import torch


def affine(x, w, b):
    return torch.dot(x, w) + b
