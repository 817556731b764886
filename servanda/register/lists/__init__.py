"""Lists of items by the tens of thousands: which, in what order, where they stand, in a fixed number of queries."""
