"""A small town: Facebook, WhatsApp and Twilio with people who have phones, on this machine, for a tour of the product.

python -m tests.support.providers.town PRODUCT [PORT]
"""
