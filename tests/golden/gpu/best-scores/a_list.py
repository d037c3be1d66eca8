# status: failed
# problem: type
# mistake: parts-in-list
# en: The numbers are right, but they are separate tensors in a Python list, and one tensor is asked for. Which function of torch joins a list of tensors?
# ja: 数は合っていますが、別々のテンソルが Python のリストに入っています。求められているのは一つのテンソルです。テンソルのリストを一つにまとめる torch の関数は何でしょうか？

import torch


def best_scores(batches, weight, device):
    weight = weight.to(device)
    return [(batch.to(device) @ weight).max().cpu() for batch in batches]
