"""The Vietnamese of school papers: letters, syllables, years, dates, periods, money, posts.

Nothing is imported here, so that a caller pays only for the module it uses.
"""
