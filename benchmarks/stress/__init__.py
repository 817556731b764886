"""Many contributors at once, while workers are killed and the database is restarted: ``python -m benchmarks.stress``.

``filling`` makes the register, ``serving`` the server, ``clients`` the contributors, ``storm`` what befalls them;
``counting`` holds what was acknowledged against the ledger. ``benchmarks.peers.redmine.stress`` has the same done to
Redmine, by the same clients in the same storm.
"""
