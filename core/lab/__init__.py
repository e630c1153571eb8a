"""The training lab: small models, tied against untied, trained with this project's own attention.

``tasks`` says what is learned, ``model`` what learns it, ``training`` how; ``experiment`` describes
a sweep of variants, widths and seeds, ``sweep`` runs it, ``results`` keeps it, and ``statistics``
says what may be concluded.
"""
