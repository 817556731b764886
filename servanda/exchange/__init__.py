"""Whatever comes in from files and goes out to them. Each room is a package of its own; imports point down only.

``registerfile``  a register as text: YAML for people, JSON Lines for size
``formats``       other people's files, read as they are: tables and trees that know their places
``mappings``      how foreign columns become records and facts, as data
``imports``       the one path in: read, map, check, preview, record
``exports``       what is seen from a standpoint, as files for others
``workbooks``     spreadsheets that go out to be edited and come back
``archive``       the whole register as one file, out and in
``issuing``       keeping the brief that was given out
"""
