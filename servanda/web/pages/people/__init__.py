"""Pages about people: one's own desk and account, posts and roles, what one was told, and why one may."""
