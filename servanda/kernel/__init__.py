"""The rules of time and of knowing, pure: the reference model that everything else is tested against."""
