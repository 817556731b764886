"""Forms made from the kinds: what a kind's content is decides its fields; a new kind needs no form of its own.

A form is a *tree* of typed texts (``tree``). A kind's content has a *shape* (``shape``). From both come the
content to record (``reading``), the fields to draw (``drawing``) and, the other way, the tree of a statement
that is being corrected (``writing``).
"""
