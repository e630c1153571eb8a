"""Hand-written backward passes.

Each function takes what its forward pass took and kept, and the gradient of a loss L with respect
to the forward pass's result; it returns the gradients with respect to what went in, by name. A
name alone means the gradient: ``gradients.key`` is dL/dK. All are exact, batched over any leading
axes, and keep the precision that they are given.

``attention``, ``scores``, ``maps``, ``ties``, ``layers`` and ``recurrent`` are the pieces (a loss's
gradient comes with its value, from :mod:`core.losses`); ``scenario_gradients`` goes back through a
whole run of the explorer.
"""
