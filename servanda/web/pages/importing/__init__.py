"""Pages that take files in: upload, preview, record, and a mapping made for a file."""
