# /bench: 採点をしているマシンで、行列積の時間を大きさごとに測る。

command-bench = GPU が速くなるのはどの大きさからか、このマシンで測ってみる

bench-waiting = 採点サーバーで、行列積の時間を測っています。数秒待ってください…
bench-gave-up = 今回はうまく測れませんでした。学習の記録に影響はありません。数分たってから、もう一度 **/bench** を試してください。

bench-heading = ## このマシンで、行列積にかかる時間

# 図の中の言葉。bench-cpu、bench-trip、bench-gpu は横に並ぶので短く。
bench-title = 行列積 A @ B 一回の時間
bench-size = 行列の一辺 n
bench-time = 時間（ms）
bench-cpu = CPU
bench-trip = GPU（コピーを含む）
bench-gpu = GPU（計算だけ）
# $size: n（文字列）。
bench-crossing = n ≈ { $size }
# $time: 数（文字列）。
bench-ms = { $time } ms

# $smallest, $largest: n。 $first, $last: CPU の時間（ミリ秒）。
bench-alt-cpu = 行列の一辺 n を横軸、時間を縦軸にしたグラフ。どちらの軸も、同じ幅ごとに同じ倍率で増える。CPU の線は、n = { $smallest } の { $first } ms から、n = { $largest } の { $last } ms まで上がっていく。
# $trip-first, $trip-last: コピーを含む GPU の時間（ミリ秒）。
bench-alt-gpu = 行列の一辺 n を横軸、時間を縦軸にしたグラフ。どちらの軸も、同じ幅ごとに同じ倍率で増える。CPU の線は、n = { $smallest } の { $first } ms から、n = { $largest } の { $last } ms まで上がっていく。コピーを含む GPU の線は { $trip-first } ms から { $trip-last } ms まで。計算だけの GPU の線は、その下を通る。
bench-alt-crossing = CPU の線と、コピーを含む GPU の線は、n = { $size } のあたりで交わる。

bench-cpu-explained = どの線も、n × n の行列二つの積を一回計算する時間です。n は { $smallest } から { $largest } まで、どちらの軸も対数目盛です（同じ幅ごとに同じ倍率）。n が 2 倍になると、計算の量は 8 倍になります。図の右側では、**CPU** の線がそのとおりに上がっています。とても小さい行列では、傾きがゆるやかです。そこでは、時間の大半が計算を始める準備にかかっています。
bench-gpu-explained = **GPU** の線は、左側ではほとんど平らです。行列がどんなに小さくても、GPU に命令を送る時間は毎回同じくらいかかります。「コピーを含む」線は、行列二つを GPU へ運び、結果を CPU へ戻すまでの時間です。二本の GPU の線の間が、運ぶのにかかった時間です。
# $size: n（文字列）。
bench-crosses = 線は **n = { $size } のあたり**で交わります。それより小さい行列では、GPU があっても CPU のほうが速く、それより大きい行列では、コピーを含めても GPU のほうが速くなります。データを GPU に置いたまま何度も計算するなら、もっと小さい行列でも GPU のほうが速くなります。計算だけの線と比べてみてください。
bench-gpu-always = このマシンでは、n = { $smallest } からもう、コピーを含めても GPU のほうが速くなっています。
bench-gpu-never = このマシンでは、n = { $largest } まで大きくしても、コピーを含めると CPU のほうが速いままです。コピーにかかる時間が、GPU で節約できる時間より長いからです。データを GPU に置いたまま何度も計算するなら、GPU のほうが速くなることもあります。計算だけの線と比べてみてください。
bench-no-gpu = このマシンには **GPU がない**ので、CPU の時間だけを測りました。

# $cpu, $gpu: 名前。 $threads: 数（文字列）。 $torch: バージョン。
bench-machine = CPU：{ $cpu }（スレッド数 { $threads }）・GPU：{ $gpu }・PyTorch { $torch }・float32。どの時間も、ウォームアップのあとに何回か測った中央値です。
bench-none = なし
