"""A festival month, played against the backend over HTTP alone, and what must always hold checked afterwards."""
