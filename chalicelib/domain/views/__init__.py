"""The screens of front ends: the home screen, a campaign with the member's part in it, and a box's published odds.

The structs are the API's shapes. Showing never writes: what fell due is shown as if it had been settled, and is settled
for good by the member's next action.
"""
