# status: error
# error: single-truth
# en: `mask.tolist() == True` is a single `True` or `False`, and not one for each element, so `any` finds nothing to go through. That happens if neither side of the comparison is a tensor. Which of the two should be one, and what is it really?
# ja: `mask.tolist() == True` は、要素ごとではなく、`True` か `False` 一つだけです。だから `any` は使えません。比べている二つがどちらもテンソルでないと、こうなります。テンソルのはずなのはどちらですか？ 実際には何が入っていますか？

import torch


def first_hit(mask):
    if not (mask.tolist() == True).any():
        return -1
    return int(mask.int().argmax())
