"""Every function of the product that processes text of learners, by where the text enters."""
