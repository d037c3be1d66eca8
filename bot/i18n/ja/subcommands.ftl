# コマンドのあとに続くもの：サブコマンド、引数、引数の選択肢（それぞれ 100 文字まで）。

command-group-list = 自分のグループの一覧を見る
command-group-show = 自分のグループを一つ見る
command-group-create = 自分が教える勉強会のグループを作る
command-group-join = 招待コードでグループに参加する
command-group-leave = グループを抜ける（ポイントはそのまま残ります）
command-group-invite = 自分が教えるグループに、ここにいる人を招待する
command-group-rename = 自分が教えるグループの名前を変える
command-group-zone = グループの週と月を区切るタイムゾーンを決める
command-group-overview = 自分が教えるグループの、みんなの進み具合を見る
command-group-learner = 教える人向け：学習者一人の進み具合を見る
command-group-export = グループの成績表を CSV ファイルで受け取る
command-group-digest = 問題の難しさと、グループの人が止まったところを見る
command-group-hand = グループをほかの人に引き継ぐ
command-group-archive = 自分が教えるグループを閉じる

command-daily-show = このチャンネルの毎日のお題の設定を見る
command-daily-set = 毎日のお題を設定する（書かなかった項目はそのままです）
command-daily-skip = 次の一回を休みにする
command-daily-now = 今日のお題をいますぐ出す
command-daily-off = 毎日のお題をやめる

command-setup-show = この場所の設定を見て選ぶ
command-setup-check = チャンネルごとに足りない権限を確認する
command-settings-view = いまの設定を見る
command-settings-language = 日本語か英語を選ぶ
command-settings-zone = 一日の始まりを決めるタイムゾーンを選ぶ
command-settings-hide = ランキングなどで、ほかの人に表示されないようにする
command-settings-unhide = ほかの人にまた表示されるようにする
command-settings-link = ほかのチャットのアカウントと連携して、記録を一つにまとめる
command-settings-unlink = このアカウントの連携を解除して、最初から始める
command-settings-channel = 管理者向け：チャンネルのコードの読み方と、みんなへの返事の言語
command-settings-answers = 管理者向け：チャンネルに貼られたコードへの返事を出す場所

command-privacy-about = 保存されているデータについて
command-privacy-export = 保存されているデータをすべてファイルで受け取る
command-privacy-delete = 保存されているデータをすべて削除する

command-option-topic = レッスンの名前か番号
command-option-lesson = レッスンの名前か番号
command-option-exercise = 演習か関数の名前
command-option-remind = 毎日のお知らせの時刻（off でやめる）
command-option-member = このサーバーのメンバー
command-option-mate = 同じ勉強会の人の名前
command-option-group = 自分のグループ
command-option-minutes = 続ける時間（分）
command-option-period = ポイントを数える期間
command-option-name = 名前（50 文字まで）
command-option-code = 受け取ったコード
command-option-zone = タイムゾーン（Asia/Tokyo など）
command-option-hour = 時刻（9:30、午後9時 など）
command-option-weekdays = 曜日（mon-fri、月水金 など）
command-option-track = 学ぶコース
command-option-then = そのあとに進むコース
command-option-pace = 一日に出す数
command-option-channel = チャンネル（選ばなければ、ここ）
command-option-policy = 練習用（貼ったコードを読む）か、静か（本人だけに答える）か
command-option-where = メッセージの下のスレッドか、ダイレクトメッセージか
command-option-language = 日本語か英語

command-choice-week = 今週
command-choice-month = 今月
command-choice-all = 全期間
command-choice-normal = 通常
command-choice-practice = 練習用
command-choice-quiet = 静か
command-choice-thread = スレッドで
command-choice-direct = ダイレクトメッセージで
command-choice-ja = 日本語
command-choice-own = 頼んだ人の言語
command-choice-en = English

# $name: 入力された文字（インラインコード）。
group-several = { $name } という名前のグループがいくつかあります。どれか選んでください：
group-of-place = これはここにいる全員のグループなので、抜けたり、名前を変えたり、引き継いだり、閉じたりはできません。
