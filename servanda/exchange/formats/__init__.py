"""Other people's files, read as they are: what a format holds, and where each part of it stands."""
