# status: failed
# problem: value
# mistake: scaled-by-case
# en: With each input, your numbers are the right ones times one factor, and with another input the factor is another one. So something that changes with the input is multiplied or divided by once too often, or not at all: a length, a count or an argument. Which one?
# ja: 返ってきた数は、一つの入力の中ではどれも正しい数の同じ倍数ですが、その倍率が入力ごとに変わります。入力によって変わるもの（長さ、個数、引数など）を、一度余分に掛けたり割ったりしているか、掛け忘れ、割り忘れがあります。それはどれでしょうか？

import torch


def group_totals(values, groups, count):
    return torch.zeros(count).index_add(0, groups, values) / values.max()
