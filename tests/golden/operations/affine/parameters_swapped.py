# status: error
# error: broadcast
# en: **Look here first:** the arguments arrive in the order (x, w, b), and yours are called (w, x, b). So each name may hold another one's value. Write the `def` line exactly as in the exercise.
# ja: **まず、ここから**：引数は (x, w, b) の順番で渡されますが、あなたの関数では (w, x, b) の順番になっています。名前と中身が入れ替わっているかもしれません。`def` の行を演習のとおりに書いてください。

import torch


def affine(w, x, b):
    return x @ w + b
