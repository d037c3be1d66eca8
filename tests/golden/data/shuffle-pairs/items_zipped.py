# status: failed
# problem: type
# mistake: items-zipped
# en: You return one group for each element, and the exercise asks for one whole tensor (or list) for each kind: first all of the one, then all of the other. How do you return `a, b` without going through the elements?
# ja: 要素ごとの組が返っています。求められているのは、種類ごとに一つのテンソル（またはリスト）です。まず一方の全部、次にもう一方の全部を返します。要素を一つずつたどらずに `a, b` を返すには、どう書きますか？

import torch


def shuffle_pairs(X, y):
    order = torch.randperm(len(X))
    return [(X[i], y[i]) for i in order]
