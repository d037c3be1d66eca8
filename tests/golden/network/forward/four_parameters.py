# status: invalid
# problem: signature
# en: The number of arguments does not fit: `forward` is called with 5, and yours takes 4. Write its first line like this: `def forward(X, W1, b1, W2, b2):`
# ja: 引数の数が合いません。`forward` は引数 5 個で呼ばれますが、あなたの関数は 4 個です。`def` の行を `def forward(X, W1, b1, W2, b2):` としてください。

import torch


def forward(X, W1, W2, b2):
    return torch.sigmoid(torch.relu(X @ W1) @ W2 + b2)
