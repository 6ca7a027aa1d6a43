"""Amounts of money in someone's text, each held against the data: found, near, or not in the data.

``reading`` gives lines and tables, ``written`` the amounts on a line, ``words`` what the data calls things, ``prose``
and ``grids`` the words that are bound to an amount, ``facts`` what the data holds, ``judging`` the verdict.
"""
