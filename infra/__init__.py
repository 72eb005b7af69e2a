"""The deployed stack as one CloudFormation template: the pieces of this folder and what Chalice makes of `app.py`."""
