"""The one path by which foreign files come in: read, map, check, preview, record."""
