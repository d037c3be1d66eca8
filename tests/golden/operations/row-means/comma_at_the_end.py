# status: failed
# problem: type
# mistake: comma-too-many
# en: The value is right, but it is packed into a `tuple` of one item. A comma at the end, as in `return x,`, makes a tuple. What is left if you take it away?
# ja: 値は合っていますが、要素が一つの `tuple` に入っています。`return x,` のように最後にコンマがあると、タプルになります。コンマを外すと、どうなりますか？

import torch


def row_means(x):
    return (x.mean(dim=1),)
