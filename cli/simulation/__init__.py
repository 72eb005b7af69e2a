"""Simulation: a campaign played by a made-up (or a recorded) crowd, before members play it.

`population` says who comes and what they do, `habits` and `choices` turn that into actions, `crowd` plays them on the
domain's own decisions, `runs` repeats it, `summary` draws the percentiles, and `text`, `plots` and `page` show them.
"""
