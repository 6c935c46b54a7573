"""The whole service as people meet it: its pages, its API, its processes."""
