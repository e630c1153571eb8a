"""Trained models in the explorer: one example of a model's task, run as the lab runs it.

``catalogue`` finds and keeps models, ``notations`` says how an example is written, ``stack`` and
``encoder_decoder`` are the sources of their runs, ``scenarios`` makes scenarios that show them.
"""
