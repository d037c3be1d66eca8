# コマンドの説明と、コードではないメッセージへの返事。
# argument-…: コマンドのあとに書けるもの。

command-start = レッスンの一覧を見て始める
command-lesson = レッスンを読む（名前なしなら続きから）
command-exercise = 次に書く演習を見る
command-submit = コードを採点する
command-run = 採点せずに Python のコードを実行する
command-quiz = レッスンのクイズに挑戦する
command-review = 復習の時期が来たものを解く（リマインダーも）
command-progress = 自分の進み具合、または勉強会の仲間の進み具合を見る
command-leaderboard = 勉強会のランキングを見る
command-group = 勉強会のグループを作る、招待する、参加する
command-live = みんなで一つの演習に取り組む間、進み具合をこのチャンネルに表示する
command-daily = このチャンネルに毎日のお題を出す
command-setup = このチャンネルのお題・言語・権限を設定する
command-settings = タイムゾーンや、表示・非表示を決める
command-privacy = 保存されているデータを受け取る、削除する
command-help = 使い方を見る

argument-lesson = 名前か番号
argument-exercise = 名前
argument-submit = コード
argument-run = コード
argument-quiz = レッスン
argument-review = remind と時刻
argument-progress = メンバーの名前
argument-leaderboard = 今週・今月・演習・グループ
argument-group = create、join、名前
argument-live = 演習と分数
argument-daily = set、show、skip、now、off
argument-setup = check
argument-settings = タイムゾーン、hide、show、link
argument-privacy = export か delete

# $name: 学習者が入力した文字（インラインコード）。 $nearest: コマンド名。
command-unknown-nearest = { $name } というコマンドはありません。**/{ $nearest }** のことでしょうか？
command-unknown = { $name } というコマンドはありません。**/help** で使い方を確認できます。

# $name: 学習者の名前。
start = **{ $name }さん、こんにちは！** PyTorch の基礎を一緒に学びましょう。

    { -start-how }
# 名前がまだない人に。
start-unnamed = **こんにちは！** PyTorch の基礎を一緒に学びましょう。

    { -start-how }
-start-how = レッスンを読んで、▶ を押してコードを動かし、そのあと演習のコードを自分で書いてみてください。ここに貼り付ければ、どこが合っていて、どこがなぜ違うのかをお伝えします。

help = **できること**
# $full、$hint、$least: 演習のポイント、ヒント一つで減る分、必ず残る分。
help-hints = 行き詰まったら「ヒント」と送ってください。次の一歩をお見せします。演習に合格すると { $full } ポイントです。ヒントを一つ見るごとに { $hint } ポイントずつ減りますが、{ $least } ポイントより少なくはなりません。遠慮なく使ってくださいね。
help-paste = 採点にコマンドは要りません。コードをここに貼り付けるだけで、関数の名前から演習を見つけます。「次へ」「戻る」と送ると、ページをめくれます。「ブロードキャストって何？」のように聞いてもらえれば、そのページをお見せします。

message-empty = お呼びですか？ コードを貼り付ければ採点し、エラーメッセージを貼り付ければ説明します。PyTorch についての質問にも答えます。自分のコードへの返信でメンションするだけでもかまいません。できることの一覧は **/help** で見られます。
message-words = すみません、内容がわかりませんでした。読めるのは、コードとコマンド、PyTorch についての短い質問です。次のどれかが役に立つでしょうか？
message-too-long = メッセージが { $most } 文字を超えているため、読めませんでした。聞きたいことを一、二文で送ってください。コードなら、バッククォート三つの行で上下をはさんで送ってください。
text-too-long = { $most } 文字を超えているため、読めませんでした。短くして、もう一度送ってください。

# コマンドでもない言葉への返事（heard.ftl）。
said-thanks = どういたしまして！ 次はこちらです。
said-fine = いいですね。次はこちらです。
said-bye = お疲れさまでした。ここまでの記録は残っています。**/review remind 20** で、毎日 20 時に復習をお知らせします。
said-stuck = 新しいことを学ぶときは、誰でもつまずきます。ヒントで一歩進めますし、レッスンを読み直すのも役に立ちます。
said-stuck-early = 新しいことを学ぶときは、誰でもつまずきます。まずはレッスンを 1 ページ読んでみましょう。どのページもすぐに読めます。
said-skip = 順番どおりに進めなくても大丈夫です。飛ばしたものは残っているので、いつでも戻れます。
said-signs = 読めるのは言葉とコードだけです。次はこちらです。
# $number: レッスンの番号。 $page: ページ番号。 $title: ページのタイトル。
button-page = レッスン { $number } · { $page } ページ目：{ $title }

language-which = どちらの言葉で進めますか？
language-name = 日本語
language-chosen = これからは日本語でお話しします。

form-submit = あなたのコード
form-run = 実行するコード

button-command-start = レッスン一覧
button-command-lesson = レッスンの続きを読む
button-command-exercise = 次の演習へ
button-command-review = 復習する
button-command-progress = 進み具合
button-command-settings = 設定
button-command-leaderboard = ランキング
button-command-group = 自分のグループ
button-command-help = 使い方
button-command-submit = 採点する
button-command-run = 実行する
button-outdated = このボタンは古いメッセージのもので、もう使えません。コマンドを入力してください。**/help** で一覧を確認できます。
