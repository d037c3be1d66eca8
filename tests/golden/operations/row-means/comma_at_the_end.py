# status: failed
# problem: type
# mistake: comma-too-many
# en: The value is right, but it is packed into a `tuple` of one item. A comma at the end, as in `return x,`, makes a tuple, and some functions return one, such as `torch.autograd.grad`. How do you take the one item out, or not pack it in the first place?
# ja: 値は合っていますが、要素が一つの `tuple` に入っています。`return x,` のように最後にコンマがあるとタプルになりますし、`torch.autograd.grad` のようにタプルを返す関数もあります。中の一つを取り出すには（または、入れずに返すには）どう書きますか？

import torch


def row_means(x):
    return (x.mean(dim=1),)
