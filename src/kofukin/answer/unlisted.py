"""What of the data a file of the fields of ``list`` alone cannot hold."""

import sqlite3

from kofukin import query
from kofukin.messages import Said, labels
from kofukin.messages.first_few import first_few


def left_out_of_lists(connection: sqlite3.Connection, ending: str) -> list[Said]:
    """Return what a file that holds only the fields of ``list`` cannot hold of this data."""
    beyond = query.beyond_fields(connection)
    kinds = [labels.LEFT_OUT_KINDS[kind](count=count) for kind, count in beyond.items() if count]
    notes = [labels.LEFT_OUT_OF_LISTS(kinds=kinds, ending=ending)] if kinds else []
    if points := query.open_points(connection):
        notes.append(labels.REMARKS_LEFT_OUT(count=points, ending=ending))
    if ending == ".csv" and (names := query.partners_with(connection, ";")):
        notes.append(labels.SEMICOLONS(names=first_few(names)))
    return notes
