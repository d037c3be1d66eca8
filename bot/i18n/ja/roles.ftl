# コースを終えた人に付けるロール。

command-setup-role = コースを終えた人に付けるロールを選ぶ
command-option-role = このサーバーのロール（選ばなければ、今の設定を表示）
discord-name-setup-role = ロール
discord-name-option-role = ロール

# $role: ロールのメンション。 $track: コースの題名。
role-set = これから「{ $track }」を最後まで終えた人に、{ $role } のロールを付けます。
role-shown = 「{ $track }」を最後まで終えた人に、{ $role } のロールを付けています。
role-none = 「{ $track }」には、まだロールがありません。**/setup role** で選べます。
# $count: このロールを付けたメンバーの数。
role-removed = 「{ $track }」のロールをやめました。{ $count ->
        [0] 付けた人はいませんでした。
       *[other] 付けていた { $count } 人からは外します。
    }
button-role-remove = このコースのロールをやめる

role-no-roles = ここには付けられるロールがありません。ロールがあるのは Discord のサーバーだけです。
# $tracks: 書けるもの。
role-unknown-track = そのコースは見つかりませんでした。使えるのは { $tracks } です。
role-no-server = このサーバーのロールが見えません。個人のアカウントだけでなく、サーバーにも追加してから、もう一度試してください。
role-unknown = そのロールはこのサーバーに見つかりませんでした。一覧から選んでください。
role-not-given-by-hand = { $role } は全員用かアプリ専用のロールなので、人に付けることができません。ほかのロールを選んでください。
role-no-permission = まだロールを付ける権限がありません。*サーバー設定 → ロール* で、Tensei のロールに**ロールの管理**を許可してから、もう一度 { $role } を選んでください。
role-too-high = { $role } は Tensei のロールより下にないので、付けられません。*サーバー設定 → ロール* で Tensei のロールをその上に動かしてから、もう一度選んでください。
