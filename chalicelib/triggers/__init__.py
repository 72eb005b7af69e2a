"""What wakes Tessera up beside requests: records of AWS, turned into calls of services."""
