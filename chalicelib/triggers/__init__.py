"""Turns records of AWS, which start Tessera as requests do, into calls of services."""
