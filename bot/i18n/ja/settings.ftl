# 学習者が自分で決める設定と、連続日数。

settings-title = ## 自分の設定
# $name: その言語での名前。 $zone: IANA のタイムゾーン。
settings-language = 言語：**{ $name }**
settings-zone = タイムゾーン：**{ $zone }**（この時刻の 0 時に日付が変わります）
settings-seen = ランキングや進み具合が、ほかの人にも見えます。
# $accounts: 名前とプラットフォーム。
settings-accounts = アカウント：{ $accounts }
settings-hidden = **非表示**です。どのランキングにも表示されません。進み具合を見られるのは、参加に同意したグループの教える人だけです。
now-hidden = ランキングから外しました。ポイントはこれまでどおりたまります。
now-seen = ランキングにもう一度表示されるようになりました。
button-hide = ほかの人に表示しない
button-show = ほかの人に表示する

form-zone = タイムゾーン
button-zone = タイムゾーンを設定
zone-chosen = これからは **{ $zone }** の 0 時に日付が変わります。
# $name: 学習者が入力した文字（インラインコード）。 $nearest: タイムゾーン。
zone-unknown-nearest = { $name } というタイムゾーンはありません。**{ $nearest }** のことでしょうか？
zone-unknown = { $name } というタイムゾーンはありません。**Asia/Tokyo** や **Europe/London** のように書いてください。

# サーバーなどを管理する人が、全員のために決めること。 $platform: discord、slack など。
place-title = ### { $platform ->
        [slack] このワークスペース
       *[other] このサーバー
    }全体の設定
place-answers-thread = チャンネルに貼られたコードには、そのメッセージの**スレッド**で答えます。
place-answers-direct = チャンネルに貼られたコードには、本人だけに**ダイレクトメッセージ**で答えます。
place-decided = { $platform ->
        [slack] このワークスペース
       *[other] このサーバー
    }の設定を変えました。
place-managers-only = これを決められるのは、{ $platform ->
        [slack] ワークスペース
       *[other] サーバー
    }を管理している人だけです。
button-answers-thread = スレッドで答える
button-answers-direct = 本人だけに答える

# $days: 続いている日数。 $today: streak-today か streak-not-today。 $freezes: streak-freezes。
streak = **連続 { $days } 日**。{ $today }{ $freezes }
streak-today = 今日の分も入っています。
streak-not-today = 今日も何か一つ学ぶと続きます。
# $count: 今月あと何日休めるか。
streak-freezes = { $count ->
        [0] 今月の休みは使い切りました。
       *[other] 今月はあと { $count } 日休んでも途切れません。
    }
streak-none = **連続日数**：次に演習に合格するか、クイズに正解した日から始まります。

# 学習者について保存しているもの。

# $days: コードを保存する日数。
privacy = **保存しているもの**：ここでの名前、合格した演習とクイズの答え、ポイント、グループと設定、最後に来た日時です。送ったコードは { $days } 日間、コードが描いた図は長くて { $pictures } 日間だけ保存し、そのあと消します。このチャットと、コードを動かす採点サーバー（名前は渡しません）以外には送りません。
privacy-teachers = **教える人に見えるもの**：グループの教える人は、名前とアカウント、最後に来た日、合格した演習とその日付、提出の回数、開いたヒント、当てはまった「よくある間違い」、クイズの結果、復習、チェックリスト、ほかの人と同じ答えがあるかどうかを見られます。コードは、自分でほかの人に見せたもの以外は見られません。**/settings** で非表示にするとランキングから外れますが、参加に同意したグループの教える人には見えます（参加するときに確認します）。グループを抜けても、その日までの記録は残ります。ここですべて削除すると、その記録も消えます。
privacy-exported = 保存しているものは、これですべてです。
privacy-sure = **すべて削除しますか？** 進み具合、ポイント、連続日数、グループ、コードがすべて消え、ランキングからも消えます。連携したアカウントもすべて対象です。元には戻せません。
privacy-deleted = **すべて削除しました。** もう一度メッセージを送ると、最初から始まります。
button-privacy-export = すべて受け取る
button-privacy-delete = すべて削除する…
button-privacy-delete-now = はい、すべて削除します
