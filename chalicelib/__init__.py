"""The backend that is deployed."""

__version__ = "0.4.0"
"""The version of the whole project. The newest heading of CHANGELOG.md says the same; a test compares them."""
