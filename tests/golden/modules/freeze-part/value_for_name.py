# status: failed
# problem: type
# mistake: value-for-name
# en: The names are asked for, as text, and you return the tensors themselves. Which method gives names together with the tensors, and which of the two do you keep?
# ja: 求められているのは名前（文字列）ですが、テンソルそのものが返っています。名前とテンソルを一緒に返すメソッドはどれですか？ 二つのうち、残すのはどちらでしょうか？

def freeze_part(model, part):
    for name, parameter in model.named_parameters():
        if name.startswith(part + "."):
            parameter.requires_grad_(False)
    return [p for name, p in model.named_parameters() if p.requires_grad]
