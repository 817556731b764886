"""What many pages draw: sentences with their marks, lists, grades, and rows for which templates would be slow."""
