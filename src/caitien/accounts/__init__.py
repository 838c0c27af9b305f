"""People who sign in, how they prove who they are, and the trail of what was done."""
