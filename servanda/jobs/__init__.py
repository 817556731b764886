"""Work that is put off: a table in the register's own database, done by ``servanda work``. No broker."""
