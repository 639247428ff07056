"""The pages as text: what they are made of and how they are filled, before anybody serves them."""
