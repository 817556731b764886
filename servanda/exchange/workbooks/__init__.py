"""Spreadsheets that go out to be edited and come back: a plan as a whole, or each body's part of it.

``plan``       a plan's cells as they are seen from a standpoint: what goes out, what there was, what there is now
``marks``      what a workbook says of itself in its hidden sheets
``writing``    the workbook of a plan (``editing``), and of a body (``asking``)
``returned``   a workbook that came back, read as it is
``comparing``  cell by cell: what there was, what is written now, what there is in the register meanwhile
``recording``  what is taken becomes facts and corrections, with the workbook as their source
``collecting`` the workbooks of many bodies, read in one go
"""
