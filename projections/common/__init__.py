"""What every read model is made of."""
