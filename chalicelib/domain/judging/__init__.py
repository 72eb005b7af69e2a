"""Judging a campaign whole: the shared rules and judges together with those of every mechanic."""
