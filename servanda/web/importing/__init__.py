"""Importing on the pages: a file is kept privately, previewed, and recorded by the same path as on the command line."""
