"""What changed between two standpoints, in sentences: two views in, a comparison out; no database, no request."""
