# status: error
# error: matmul-shapes
# en: **Look here first:** the arguments arrive in the order (X, W1, b1), and yours are called (W1, X, b1). So each name may hold another one's value. Write the `def` line exactly as in the exercise.
# ja: **まず、ここから**：引数は (X, W1, b1) の順番で渡されますが、あなたの関数では (W1, X, b1) の順番になっています。名前と中身が入れ替わっているかもしれません。`def` の行を演習のとおりに書いてください。

import torch


def predict(W1, X, b1):
    with torch.no_grad():
        return torch.sigmoid(X @ W1 + b1)
