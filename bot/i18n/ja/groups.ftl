# 勉強会のグループと、教える人が見る一覧。

groups-title =
    ## 自分のグループ

    グループは一緒に学ぶ仲間の集まりで、専用のランキングがあります。新しく作って招待コードを伝えるか、受け取った招待コードで参加してください。
# $group: 名前。 $count: 人数。
group-title = ## { $group }

    メンバー { $count } 人
group-created = **{ $group }** を作りました。ボタンで招待するか、招待コードを伝えてください。
group-invitation = 勉強会のグループ **{ $group }** への招待です。
group-code = 招待コード
# 参加するコマンドの上に置く。
group-code-line = または、次のように送ってください（ダイレクトメッセージでも使えます）
group-joined = **{ $group }** に参加しました。
group-left = **{ $group }** を抜けました。
group-renamed = 名前を変えました。
# $zone: IANA のタイムゾーン。
group-zone-chosen = グループの週と月は **{ $zone }** で区切ります。
group-archived = **{ $group }** を閉じました。全員のポイントと進み具合はそのまま残ります。
group-handed-over = 引き継ぎました。これからは、ほかの人と同じメンバーです。
group-leave-sure = **{ $group }** を抜けますか？ ポイントと進み具合はそのまま残ります。これからのことは教える人に見えなくなりますが、今日までの記録は成績表に残ります。
group-archive-sure = **{ $group }** を閉じますか？ 誰にも表示されなくなります。
group-hand-which = これから **{ $group }** を教えるのは誰ですか？
group-hand-nobody = **{ $group }** にはまだほかのメンバーがいません。
group-hand-gone = その人はもうグループにいません。ほかの人を選んでください。
group-hand-first = 教える人はあなただけです。先にほかの人に引き継いでから抜けてください。
group-teachers-only = これができるのは、グループを教える人だけです。
group-gone = そのグループはもうないか、すでに抜けています。
# $name, $code: 入力された文字（インラインコード）。
group-unknown = { $name } というグループには入っていません。作るときは **/group create** のあとに名前を書いてください。
group-no-such-code = { $code } という招待コードのグループはありません。招待コードを確かめるか、もう一度招待してもらってください。
# $most: 文字数。
group-name-which = 名前を 1 から { $most } 文字で付けてください。

form-group-create = 新しいグループの名前
form-group-join = 招待コード
form-group-rename = 新しい名前
form-group-zone = 週と月を区切るタイムゾーン
button-group-create = 作る
button-group-join = 参加する
button-rename = 名前を変える
button-invite = 招待する
button-hand = 引き継ぐ
button-archive = 閉じる
button-leave = 抜ける
button-board = ランキング
button-overview = みんなの進み具合
button-csv = 成績表（CSV）

# $group: 名前。
overview-title = ## { $group }：みんなの進み具合
# $track: タイトル。
overview-picture = 「{ $track }」の学習者とチェックリストの画像と、同じ内容の表
overview-proven = 証明済み
overview-self-checked = 自己チェック
overview-under-way = 途中
# $count: 回数。
overview-stuck = つまずき（{ $count } 回以上）
# $where: 関数と人数。
overview-stuck-at = つまずいている演習：{ $where }
overview-nobody-stuck = つまずいている人はいません。
# $function: 演習の関数。 $count: 人数。
overview-hardest = 今週いちばん多くの人が合格できなかった演習は `{ $function }` です（{ $count } 人）。
overview-mistake = 今週いちばん多かった間違い（`{ $function }`、{ $count } 人）：
table-stuck = つまずき
