"""Prints without end."""
ENDING = {"output-limit"}
while True:
    print("attacked " * 1000)
