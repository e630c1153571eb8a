"""The program on a projector: one plot at a time, read from the back row."""
