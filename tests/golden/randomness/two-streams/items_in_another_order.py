# status: failed
# problem: value
# mistake: items-swapped
# en: The values are right, and they are returned in another order. Which one does the exercise name first?
# ja: 値は合っていますが、返す順番が違います。演習の文で先に挙げられているのはどれですか？

import torch


def two_streams(main_seed, side_seed, count):
    main = torch.Generator().manual_seed(main_seed)
    side = torch.Generator().manual_seed(side_seed)
    first = torch.rand(count, generator=main)
    second = torch.rand(count, generator=main)
    aside = torch.rand(count, generator=side)
    return aside, first, second
