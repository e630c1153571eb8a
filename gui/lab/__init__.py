"""The lab: what is asked for, the training of it, and what is shown of that, a file each."""
