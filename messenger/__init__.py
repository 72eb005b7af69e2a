"""The messenger: a function of its own that sends what Tessera decided to tell members.

It hears the notice `tessera.touch.sent` from a queue, at least once, and sends each message once at most. It is
deployed beside the backend by its own template, and imports nothing of it.
"""
