"""Speed and size of a large register: ``python -m benchmarks`` builds one in a temporary folder and measures it.

What is built is in ``shape``; how, in ``drafts`` (through ``servanda.register``) and ``server_side`` (the same rows
written by PostgreSQL itself); what is measured, in ``measures``. ``docs/benchmarks.md`` keeps the figures.
"""
