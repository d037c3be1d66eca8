# Discord でも Slack でも同じ言葉。

# $id: 記録にもある番号。
trouble = **こちら側で問題が起きました。あなたのコードのせいではありません。** 少し待ってからもう一度お試しください。何度も起きるときは、このボットの管理者に `{ $id }` とお伝えください。

# /submit と /run などの入力画面。
code-label = あなたのコード
code-placeholder = def …
file-label = またはファイル（.py か .ipynb）
answer-label = ここに入力

# メッセージの中のファイル。 $name: ファイルの名前（インラインコード）。 $most: 大きさ（KiB）。
file-unknown = 読めるのは `.py` か `.ipynb` のファイルです。{ $name } は別の種類でした。
file-large = { $name } は { $most } KiB を超えているため、読みませんでした。演習の関数だけを送ってください。
file-elsewhere = 開けるのは、ここに直接アップロードされたファイルだけです。{ $name } は別の場所に置かれています。ファイルそのものをアップロードするか、コードをメッセージに貼り付けてください。
file-unreadable = { $name } は UTF-8 の文章ではないため、読めませんでした。UTF-8 で保存して、もう一度送ってください。
