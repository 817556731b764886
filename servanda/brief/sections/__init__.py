"""The sections of a brief, one module each: where its sentences are written."""
