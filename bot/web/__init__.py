"""The web chat: one page that works without JavaScript as one question at a time, and with it as a chat.

`routes` is HTTP alone. `visit` knows the browser, `view` what its page shows, `arrivals` what comes in while
the page is open, `look` how the person wants to read, `embedding` how other sites show it.
"""
