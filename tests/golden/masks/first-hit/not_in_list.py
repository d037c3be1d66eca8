# status: error
# error: not-in-list
# en: What is looked for is not in there (`row`). `x in items` asks without an error; or is the type another one (`1` and `"1"` differ)?
# ja: 探しているものが、その中（`row`）にありません。`x in items` なら、エラーにならずに確かめられます。型が違っていませんか（`1` と `"1"` は別のものです）？

import torch
def first_hit(mask):
    return torch.tensor([row.index(True) for row in mask.tolist()])
