# コースがいくつもあるときのレッスン。

# $track: タイトル。
track-title = ### { $track }
# $track: レッスンが入っているコース。ほかは lesson-place と同じ。
lesson-place-track = { $track } · レッスン { $lesson } · { $page } / { $pages } ページ · 残り約 { $minutes } 分
# $lesson: $track の最後のレッスン。 $next: 次のコース。
track-finished = **「{ $lesson }」を修了しました。これで「{ $track }」は全部終わりです。ここまで本当によくがんばりましたね！** よければ、次は「{ $next }」に進んでみましょう。
