"""One network, as users have it in their hands: its numbers, what explains them, the forms it is written in."""
