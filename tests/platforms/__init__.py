"""Servers that speak as the platforms do which vouch for members, each at an address of this machine."""
