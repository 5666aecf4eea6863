"""How a meeting looks and sounds: one room's worth of protocol, and a folder for each chat platform.

`port` is what a platform fulfils. Adapters know the core's cards and commands; they know nothing of storage
and nothing of each other.
"""
