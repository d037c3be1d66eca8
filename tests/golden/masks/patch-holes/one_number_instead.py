# status: failed
# problem: value
# mistake: one-number-instead
# en: Part of your numbers is right. Wherever one is wrong, it is 0. Which line writes this number, and what should stay there?
# ja: 一部の数は合っています。違っているところは、どれも 0 です。この数を書き込んでいるのはどの行で、そこには何が残るはずでしょうか？

import torch


def patch_holes(x):
    return torch.where(x.isnan(), x.nanmean(0), 0.0)
