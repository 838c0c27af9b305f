"""Posts, bodies and groups of people: the public face of `posts` and `assignees`."""

from __future__ import annotations

from .assignees import Assignment, looks_like_assignee, looks_like_person_name, split_assignees
from .posts import Post, expand, find_posts

__all__ = [
    "Assignment",
    "Post",
    "expand",
    "find_posts",
    "looks_like_assignee",
    "looks_like_person_name",
    "split_assignees",
]
