"""The command line: each command is one file, which parses its flags, calls one thing and shows the answer."""
