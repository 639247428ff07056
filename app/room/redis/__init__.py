"""Rooms in Redis, so that any number of workers on any number of machines serve them.

A room is a hash with its whole state, which changes only where it is still the version that the change was
made from; its events are a stream, which every worker with followers of the room reads.
"""

from app.room.redis.rooms import InRedis

__all__ = ["InRedis"]
