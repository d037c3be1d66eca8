# status: failed
# problem: type
# mistake: module-returned
# en: The result is a whole module, such as `torch` itself. Which of its functions do you mean?
# ja: 結果が、`torch` のようなモジュールそのものになっています。使いたいのは、その中のどの関数ですか？

import torch


def row_means(x):
    return torch
