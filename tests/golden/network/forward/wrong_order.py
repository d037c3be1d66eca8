# status: error
# error: matmul-shapes
# en: These two do not fit for a matrix product: `W1` has shape (2, 2), `X` has shape (1, 2). The last size of the left must equal the first of the right's last two. Is one of them to be transposed?
# ja: 行列積の形状が合いません。`W1` は (2, 2)、`X` は (1, 2) です。左の最後の大きさと、右の後ろから 2 番目の大きさが同じでなければなりません。どちらかを転置する必要はありませんか？

import torch


def forward(X, W1, b1, W2, b2):
    h = torch.relu(W1 @ X + b1)
    return torch.sigmoid(h @ W2 + b2)
