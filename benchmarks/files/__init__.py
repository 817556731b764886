"""Files in and out, and lists of many items: ``python -m benchmarks.files``.

``made_up`` writes files of the shapes that offices have; ``measure`` has the program import and export them and
asks for its pages. ``benchmarks.peers`` measures others at the same work.
"""
