# /bench: the grader's machine multiplies matrices of growing size.

command-bench = See from what size a GPU beats the CPU, measured here

bench-waiting = I am measuring matrix products on the machine that grades your code. This takes a few seconds…
bench-gave-up = The measurement did not work out this time. Your progress is not affected. Please try **/bench** again in a few minutes.

bench-heading = ## How long does a matrix product take here?

# In the picture. Short: all of bench-cpu, bench-trip and bench-gpu stand side by side.
bench-title = Time for one product A @ B
bench-size = side n of the matrices
bench-time = time (ms)
bench-cpu = CPU
bench-trip = GPU, with copies
bench-gpu = GPU alone
# $size: n, as text.
bench-crossing = n ≈ { $size }
# $time: a number, as text.
bench-ms = { $time } ms

# $smallest, $largest: n.  $first, $last: milliseconds of the CPU.
bench-alt-cpu = A graph with the side n of the matrices to the right and the time upwards, both growing tenfold in equal steps. The line of the CPU rises from { $first } ms for n = { $smallest } to { $last } ms for n = { $largest }.
# $trip-first, $trip-last: milliseconds of the GPU with copies.
bench-alt-gpu = A graph with the side n of the matrices to the right and the time upwards, both growing tenfold in equal steps. The line of the CPU rises from { $first } ms for n = { $smallest } to { $last } ms for n = { $largest }. The line of the GPU with copies goes from { $trip-first } ms to { $trip-last } ms; that of the GPU alone runs below it.
bench-alt-crossing = {" "}CPU and GPU with copies cross near n = { $size }.

bench-cpu-explained = Each line shows the time for one product of two n × n matrices, from n = { $smallest } to n = { $largest }. Both scales are logarithmic: they grow in multiples. When n doubles, there is eight times as much to calculate, and on the right the line of the **CPU** climbs just like that. For very small matrices it is flatter: there, most of the time goes into getting ready to calculate.
bench-gpu-explained = The lines of the **GPU** are almost flat on the left. However small the matrices are, an order has to be sent to the GPU, and that takes about the same time each time. **With copies** means: both matrices are brought to the GPU and the result is brought back. The gap between the two lines is the time that the copies take.
# $size: n, as text.
bench-crosses = The lines **cross near n = { $size }**. For smaller matrices the CPU is faster, although there is a GPU. For larger ones the GPU is faster, copies included. If the data stays on the GPU for many calculations, the GPU is faster for smaller matrices too: compare the line of the GPU alone.
bench-gpu-always = On this machine, the GPU is faster from n = { $smallest } on, copies included.
bench-gpu-never = On this machine, the CPU is faster up to n = { $largest } when the copies are included: they take longer than the GPU saves. If the data stays on the GPU for many calculations, the GPU can still be faster: compare the line of the GPU alone.
bench-no-gpu = This machine has **no GPU**, so these are the times of its CPU.

# $cpu, $gpu: names.  $threads: number, as text.  $torch: version.
bench-machine = CPU: { $cpu } (threads: { $threads }) · GPU: { $gpu } · PyTorch { $torch } · float32. Each time is the median of several runs after a warm-up.
bench-none = none
