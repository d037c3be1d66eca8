# 作者が大きく改訂した演習。以前の合格は、古い版の合格として残る。

# $text: できること。
checklist-proven-older = ✓ **{ $text }** · 証明済み（古い版の演習を含みます）
# $titles: 演習のタイトル。
progress-revised = 合格したあとで改訂された演習があります：{ $titles }。合格の記録はそのまま残ります。よければ、もう一度挑戦してみてください。
progress-revised-separator = 、
exercise-revised = この演習は、合格したあとで改訂されました。合格の記録はそのまま残ります。内容が新しくなったので、よければもう一度挑戦してみてください。
button-exercise-revised = ↻ { $title }
overview-revised = ✓↻：証明済みですが、合格後に改訂された演習を含みます。
csv-passed-older = 古い版
