# Discord だけの言葉。

discord-nothing-given = コードが見つかりませんでした。入力欄に書くか貼り付けるか、`.py` か `.ipynb` のファイルを添付してください。

discord-bad-fence = コードのようですが、上下の記号が Discord のものと違うようです。バッククォート三つの行で、上下をはさんでください：

# 更新前のコマンドが端末に残っていたとき。
discord-outdated = このコマンドは新しくなりました。**Ctrl+R** を押すか、スマートフォンでは Discord を開き直してから、もう一度入力してください。

# /daily でチャンネルを選んだとき。 $channel: チャンネルへのリンク。
discord-channel-closed = 自分が書き込めないチャンネルには、お題を出せません（{ $channel }）。
# ボットの名前の下に表示されるステータス。
discord-presence = /start · PyTorch を教えます
discord-channel-no-entry = { $channel } に投稿する権限が Tensei にありません。そのチャンネルで「チャンネルを見る」「メッセージを送信」「公開スレッドの作成」を許可してください。
discord-forum-no-entry = { $channel } に投稿する権限が Tensei にありません。そのフォーラムで「チャンネルを見る」「投稿の作成」「投稿でメッセージを送る」を許可してください。
discord-channel-gone = { $channel } というチャンネルが見つかりません。削除されたのかもしれません。

# 採点に時間がかかり、「確認中」のメッセージを書き換えられなくなる直前に、その代わりに表示する。
discord-still-waiting = いつもより時間がかかっています。このメッセージはまもなく Discord の決まりで書き換えられなくなるため、結果は**ダイレクトメッセージ**で送ります。ダイレクトメッセージを受け取らない設定のときは、結果が出たことをこのチャンネルで知らせます。結果を見られるのはあなただけです。

# ほかに届ける手段がないときに、チャンネルに書く。 $mention: その人への呼びかけ。
discord-missed = { $mention }さん、お待たせしました。結果が出ています。時間がかかって前のメッセージを書き換えられなくなり、ダイレクトメッセージも届きませんでした。下のボタンで開けます。見えるのはあなただけです。
discord-button-missed = 結果を見る

# メッセージのメニュー（32 文字まで）。
discord-menu-grade = このコードを採点する
discord-menu-run = このコードを実行する
discord-menu-nothing = そのメッセージにはコードがありません。コードは、バッククォート三つの行で上下をはさんで送ってください：

# サーバーで本人だけに見える返事の下に出る。
discord-button-share = コードを共有（スポイラー）

# /help に加える、コードの渡し方。
discord-ways = **ここでのコードの渡し方**：ダイレクトメッセージに貼り付ける、コードと一緒に @Tensei をメンションする、`.py` か `.ipynb` のファイルを送る、**/submit** を開く、またはメッセージのメニューから「アプリ → このコードを採点する」を選ぶ。
discord-ways-all = **ここでのコードの渡し方**：ダイレクトメッセージか Tensei が作ったスレッドに貼り付ける、コードと一緒に @Tensei をメンションする、`.py` か `.ipynb` のファイルを送る、**/submit** を開く、またはメッセージのメニューから「アプリ → このコードを採点する」を選ぶ。

# Below a message whose answer could be put nowhere: no thread may be opened, and its sender takes no direct messages.
discord-out-of-reach = 返事がありますが、ここではスレッドを作れず、ダイレクトメッセージも届きません。**/submit** や **/lesson** などのコマンドなら、返事は送った人だけに表示されます。届かなかった結果も、そのときに見られます。ダイレクトメッセージを受け取るには、サーバーのアイコンを右クリックし、「プライバシー設定」の「ダイレクトメッセージ」をオンにしてください。合格した分はもう記録されています。

# Discord が受け取らない画像やファイルの代わりに。 $most: 1 ファイルの上限 (MiB)。
discord-files-too-large = ここに入るファイルは大きすぎるため、送れませんでした。この場所で Discord が受け付けるのは { $most } MiB までです。
discord-files-forbidden = ここには画像かファイルが入りますが、この場所ではファイルを添付する権限がありません。ダイレクトメッセージで試すか、サーバーの管理者に「ファイルを添付」の権限を頼んでみてください。
discord-files-refused = ここには画像かファイルが入りますが、Discord に受け付けてもらえませんでした。

# コマンドの名前（空白なし）。
discord-name-start = はじめる
discord-name-lesson = レッスン
discord-name-exercise = 演習
discord-name-submit = 提出
discord-name-run = 実行
discord-name-quiz = クイズ
discord-name-progress = 進み具合
discord-name-history = 履歴
discord-name-leaderboard = ランキング
discord-name-bench = ベンチ
discord-name-status = 状況
discord-name-setup = 準備
discord-name-setup-show = 見る
discord-name-setup-check = 確認
discord-name-settings = 設定
discord-name-review = 復習
discord-name-group = グループ
discord-name-live = ライブ
discord-name-daily = 毎日
discord-name-privacy = プライバシー
discord-name-help = 使い方

# サブコマンドの名前。
discord-name-group-list = 一覧
discord-name-group-show = 見る
discord-name-group-create = 作る
discord-name-group-join = 参加
discord-name-group-leave = 抜ける
discord-name-group-invite = 招待
discord-name-group-rename = 名前変更
discord-name-group-zone = タイムゾーン
discord-name-group-overview = 進み具合
discord-name-group-learner = 学習者
discord-name-group-export = 書き出し
discord-name-group-digest = まとめ
discord-name-group-hand = 引き継ぎ
discord-name-group-archive = 閉じる
discord-name-daily-show = 見る
discord-name-daily-set = 設定
discord-name-daily-skip = 休み
discord-name-daily-now = 今すぐ
discord-name-daily-off = やめる
discord-name-settings-view = 見る
discord-name-settings-language = 言語
discord-name-settings-zone = タイムゾーン
discord-name-settings-hide = 隠す
discord-name-settings-unhide = 表示
discord-name-settings-channel = チャンネル
discord-name-settings-answers = 返事の場所
discord-name-settings-link = 連携
discord-name-settings-unlink = 連携解除
discord-name-privacy-about = 内容
discord-name-privacy-export = 受け取る
discord-name-privacy-delete = 削除

# 引数の名前。
discord-name-option-topic = レッスン
discord-name-option-exercise = 演習
discord-name-option-lesson = レッスン
discord-name-option-remind = お知らせ
discord-name-option-member = メンバー
discord-name-option-mate = 名前
discord-name-option-group = グループ
discord-name-option-minutes = 分
discord-name-option-period = 期間
discord-name-option-name = 名前
discord-name-option-code = コード
discord-name-option-zone = タイムゾーン
discord-name-option-hour = 時刻
discord-name-option-weekdays = 曜日
discord-name-option-track = コース
discord-name-option-then = 次のコース
discord-name-option-pace = 数
discord-name-option-channel = チャンネル
discord-name-option-policy = 方針
discord-name-option-where = 場所
discord-name-option-language = 言語
