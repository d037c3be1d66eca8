# コースを終えた人や、チェックリストの項目を達成した人に付けるロール。

command-setup-role = コースを終えた人や、チェックリストの項目を達成した人に付けるロールを選ぶ
command-option-role = このサーバーのロール（選ばなければ、いまの設定を表示）
command-option-item = チェックリストの項目（選ばなければ、コース全体のロール）
discord-name-setup-role = ロール
discord-name-option-role = ロール
discord-name-option-item = 項目

# $role: ロールのメンション。 $kind: "track"（コース）か "item"（チェックリストの項目）。
# $track: コースの題名。 $item: 項目の文。
role-set = { $kind ->
    [item] これから「{ $track }」のチェックリストで「{ $item }」を達成した人に、{ $role } のロールを付けます。
   *[track] これから「{ $track }」を最後まで終えた人に、{ $role } のロールを付けます。
}
# $count: メンバーの数。 $minutes: 付け終わるまでの分。
role-set-earlier = { $count ->
    [1] すでに達成している人が 1 人いるので、すぐに付けます。
   *[other] すでに達成している人が { $count } 人います。{ $minutes } 分ほどかけて、順番に付けていきます。
}
role-shown = { $kind ->
    [item] 「{ $track }」のチェックリストで「{ $item }」を達成した人に、{ $role } のロールを付けています。
   *[track] 「{ $track }」を最後まで終えた人に、{ $role } のロールを付けています。
}
role-none = { $kind ->
    [item] 「{ $track }」のチェックリストの「{ $item }」には、まだロールがありません。**/setup role** で選べます。
   *[track] 「{ $track }」には、まだロールがありません。**/setup role** で選べます。
}
# $count: このロールを付けたメンバーの数。
role-removed = { $kind ->
    [item] 「{ $track }」のチェックリストの「{ $item }」のロールをやめました。
   *[track] 「{ $track }」のロールをやめました。
}{ $count ->
    [0] 付けた人はいませんでした。
   *[other] 付けていた { $count } 人からは外します。
}
button-role-remove = このコースのロールをやめる
button-role-remove-item = 「{ $item }」のロールをやめる

role-no-roles = ここには付けられるロールがありません。ロールがあるのは Discord のサーバーだけです。
# $tracks: 書けるもの。
role-unknown-track = そのコースは見つかりませんでした。使えるのは { $tracks } です。
# $track: コースの題名。この下に項目が並びます。
role-unknown-item = 「{ $track }」のチェックリストに、その項目は見つかりませんでした。次の中から番号で選んでください。
role-no-items = 「{ $track }」にはチェックリストがありません。項目を選ばずに、コース全体のロールを選んでください。
role-no-server = このサーバーのロールが見えません。個人のアカウントだけでなく、サーバーにも追加してから、もう一度試してください。
role-unknown = そのロールはこのサーバーに見つかりませんでした。一覧から選んでください。
role-not-given-by-hand = { $role } は全員用かアプリ専用のロールなので、人に付けることができません。ほかのロールを選んでください。
role-no-permission = まだロールを付ける権限がありません。「サーバー設定 → ロール」で、Tensei のロールに「ロールの管理」を許可してから、もう一度 { $role } を選んでください。
role-too-high = { $role } は Tensei のロールより下にないので、付けられません。「サーバー設定 → ロール」で Tensei のロールをその上に動かしてから、もう一度選んでください。
