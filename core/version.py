"""The version of the program, as sessions name it."""

VERSION = "0.2.0"
