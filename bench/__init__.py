"""What is claimed about speed, as programs that anyone can run: each figure beside its yardstick."""
