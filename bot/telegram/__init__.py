"""Telegram: carries the conversation's messages there and back, and knows nothing of what they mean.

`channel` ties the parts together. Going out: `layout` (pure) and `sending`. Coming in: `updates` (pure),
`receiving`, and one of `polling` and `webhook`. python-telegram-bot only transports: no conversation state
lives in it.
"""
