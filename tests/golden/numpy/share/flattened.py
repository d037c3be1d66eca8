# status: failed
# problem: shape
# mistake: other-shape
# en: The result has shape `(4,)`, but `(2, 2)` is asked for. Its numbers are right and in order, so only their arrangement is another. Follow the shape through your code, one line at a time.
# ja: 結果の形状が `(4,)` になっています。求められているのは `(2, 2)` です。数値とその順番は合っていて、並べ方だけが違います。コードを 1 行ずつ、形状を追いながら読んでみましょう。

import torch


def share(array):
    return torch.from_numpy(array).flatten()
