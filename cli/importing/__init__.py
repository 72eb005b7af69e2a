"""A file of orders as signed events: read line by line, sent batch by batch, and gone on with where it was left."""
