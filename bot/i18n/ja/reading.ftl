# メッセージやファイルから読み取ったもの、読み取れなかったもの。

# 採点の前に直したところ。受け付けの下に添える。 $packages: コード表記の名前。
repaired-numbers = 行番号は取り除きました。
repaired-entities = `&gt;` のようなウェブページ用の書き方は、もとの文字に戻しました。
repaired-escapes = チャットの書式のために入ったバックスラッシュは取り除きました。
repaired-notebook = `%matplotlib inline`、`!pip`、`display(…)` など、ノートブックだけで使える行は除きました。
repaired-blocks = コードがいくつかに分かれていたので、関数のある部分と、それに必要な部分だけを採点します。
repaired-class = クラスの中にあった関数を取り出しました。演習では `self` のない、ふつうの関数を書きます。
repaired-annotations = ここには { $packages } が入っていないので、その型注釈を外して採点します。
repaired-encoding-shift-jis = ファイルは UTF-8 ではなかったので、Shift_JIS として読みました。文字がおかしいときは、UTF-8 で保存し直してください。
repaired-encoding-euc-jp = ファイルは UTF-8 ではなかったので、EUC-JP として読みました。文字がおかしいときは、UTF-8 で保存し直してください。
repaired-encoding-jis = ファイルは UTF-8 ではなかったので、ISO-2022-JP（JIS）として読みました。文字がおかしいときは、UTF-8 で保存し直してください。
repaired-encoding-utf-16 = ファイルは UTF-16 で保存されていましたが、読めました。コードはふつう UTF-8 で保存します。
repaired-encoding-comments = ファイルは UTF-8 ではありませんでした。文字化けするのはコメントだけなので、コードはそのまま読みました。

# $function: 名前。このあとに最初のコードが続く。
not-attempted = `{ $function }` はまだ最初のコードのままのようです。採点はせず、回数にも数えていません。`...` のところに自分のコードを書いて、コード全体を送ってください。
not-attempted-edit = `{ $function }` はまだ最初のコードのままのようです。採点はせず、回数にも数えていません。演習のとおりに書き直して、コード全体を送ってください。

# $name: ファイル名。  $most: 数。
file-unknown = 読めるのは `.py`、`.ipynb`、`.txt`、`.md`、`.toml` のファイルです。{ $name } は別の種類でした。
file-picture = { $name } は画像なので、中のコードは読めません。コードを文字のままコピーして、メッセージに貼り付けてください。
file-large = { $name } は { $most } KiB を超えているため、読みませんでした。演習の関数だけを送ってください。
file-elsewhere = 開けるのは、ここに直接アップロードされたファイルだけです。{ $name } は別の場所に置かれています。ファイルそのものをアップロードするか、コードをメッセージに貼り付けてください。
file-unreadable = { $name } は UTF-8 のテキストではないため、読めませんでした。UTF-8 で保存して、もう一度送ってください。
file-empty = { $name } は空（0 バイト）です。エディターで保存してから、もう一度アップロードしてください。
file-web-page = { $name } はウェブページで、コードそのものではありません。ページを開いて元のファイル（「raw」など）をダウンロードし、それをアップロードしてください。
file-binary = { $name } の中身はテキストではありませんでした。`.py` か `.ipynb` のファイルそのものをアップロードしてください。
file-notebook = { $name } は Jupyter ノートブックとして開けませんでした。Jupyter で保存し直すか、`.py` ファイルに書き出して送ってください。
file-notebook-no-code = { $name } にはコードセルがありません。関数をコードセルに書いて保存し、もう一度送ってください。
file-gone = { $name } はもうダウンロードできません。リンクが切れたか、取り消されたようです。もう一度アップロードしてください。
file-slow = { $name } のダウンロードに時間がかかりすぎました。少し待って送り直すか、コードをメッセージに貼り付けてください。
# 結果に添える：読まなかったもの。
file-picture-ignored = 画像 { $name } は見ずに、一緒に届いたコードを読みました。
file-ignored = { $name } は読みませんでした。読めるのは `.py`、`.ipynb`、`.txt`、`.md`、`.toml` のファイルです。
file-more = 読んだのは最初の { $most } 個のファイルです。残りは別のメッセージで送ってください。
