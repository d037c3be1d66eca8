# Discord だけの言葉。

discord-trouble = **こちら側で問題が起きました。あなたのコードのせいではありません。** 少し待ってからもう一度お試しください。何度も起きるときは、このボットの管理者に `{ $id }` とお伝えください。

# /submit と /run の入力画面。
discord-code-label = あなたのコード
discord-code-placeholder = def …
discord-file-label = またはファイル（.py か .ipynb）
discord-answer-label = ここに入力
discord-nothing-given = コードが見つかりませんでした。入力欄に書くか貼り付けるか、`.py` か `.ipynb` のファイルを添付してください。

# メッセージの添付ファイル。 $name: ファイル名（インラインコード）。 $most: 大きさ（KiB）。
discord-file-unknown = 読めるのは `.py` か `.ipynb` のファイルです。{ $name } は別の種類でした。
discord-file-large = { $name } は { $most } KiB を超えているため、読みませんでした。演習の関数だけを送ってください。
discord-file-unreadable = { $name } は UTF-8 の文章ではないため、読めませんでした。UTF-8 で保存して、もう一度送ってください。

discord-bad-fence = コードのようですが、上下の記号が Discord のものと違うようです。バッククォート三つの行で、上下をはさんでください：

# メッセージのメニュー（32 文字まで）。
discord-menu-grade = このコードを採点する
discord-menu-run = このコードを実行する
discord-menu-nothing = そのメッセージにはコードがありません。コードは、バッククォート三つの行で上下をはさんで送ってください：

# サーバーで本人だけに見える返事の下に出る。
discord-button-share = コードを共有（伏せ字）

# コマンドとその引数の名前（Discord の決まりで、空白なし）。
discord-option-topic = レッスン
discord-option-exercise = 演習
discord-option-lesson = レッスン
discord-option-language = 言語
discord-option-period = 期間
discord-option-member = メンバー
discord-option-argument = 内容

# /help に加える、コードの渡し方。
discord-ways = **ここでのコードの渡し方：** ダイレクトメッセージに貼り付ける、コードと一緒に私をメンションする、`.py` か `.ipynb` のファイルを送る、**/submit** を開く、またはメッセージのメニューから **アプリ → このコードを採点する** を選ぶ。
discord-ways-all = **ここでのコードの渡し方：** ダイレクトメッセージか私が作ったスレッドに貼り付ける、コードと一緒に私をメンションする、`.py` か `.ipynb` のファイルを送る、**/submit** を開く、またはメッセージのメニューから **アプリ → このコードを採点する** を選ぶ。

# コマンドの名前（空白なし）。
discord-name-start = はじめる
discord-name-lesson = レッスン
discord-name-exercise = 演習
discord-name-submit = 提出
discord-name-run = 実行
discord-name-hint = ヒント
discord-name-quiz = クイズ
discord-name-progress = 進み具合
discord-name-checklist = チェックリスト
discord-name-leaderboard = ランキング
discord-name-language = 言語
discord-name-bench = ベンチ
discord-name-settings = 設定
discord-name-review = 復習
discord-name-group = グループ
discord-name-daily = 毎日
discord-name-privacy = プライバシー
discord-name-help = 使い方
