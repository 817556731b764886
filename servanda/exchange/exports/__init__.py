"""What is seen from a standpoint, as files for others: tables (CSV, XLSX), facts (JSON Lines), an open-data bundle.

``subject``     what is exported: which records, in which order
``dictionary``  every table and column, as data (``tables.yaml``)
``rows``        from what is seen to rows, one module a group of tables
``csvfile``, ``sheets``, ``lines``, ``bundle``   the forms; each writes as it reads and holds one piece at a time
``guard``       how a text is kept from becoming a formula in a spreadsheet
"""
