"""A model, a loss and data: the surface over the model's weights."""
