# status: error
# error: condition-brackets
# en: `&` binds more tightly than `<`, `>` and `==`: without brackets it joins the two values beside it, before anything is compared. Put each comparison in brackets of its own: `(a > b) & (c < d)`.
# ja: `&` は `<`、`>`、`==` より先に計算されます。かっこがないと、比べる前に、両隣の値どうしがつながってしまいます。比較を一つずつかっこで囲んでください：`(a > b) & (c < d)`

import torch
def keep_in_band(x, low, high):
    return torch.where(x >= low & x <= high, x, 0)
