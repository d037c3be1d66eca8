# What an exercise requires beyond right values, and answers about which an exercise cannot decide.

ended-error-property = Your code ran, but this exercise could not decide whether its result is right. That is a fault of the exercise, not of your code. Please tell your teacher; nothing is counted against you.
