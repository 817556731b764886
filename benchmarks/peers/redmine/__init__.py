"""Redmine as Debian packages it, in a folder and a PostgreSQL of its own: ``python -m benchmarks.peers.redmine``.

``install`` has apt install it; ``instance`` makes and removes the throw-away instance; ``measure`` measures it; the
Ruby files are run inside Redmine.
"""
