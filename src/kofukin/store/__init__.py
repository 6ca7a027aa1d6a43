"""The database that every question is asked of: its schema, and how a file of it is opened.

``writing`` fills one, ``reading`` gives back what was written; a question loads neither.
"""

from kofukin.store.database_file import is_database as is_database
from kofukin.store.database_file import mark_as_made as mark_as_made
from kofukin.store.database_file import open_database as open_database
from kofukin.store.database_file import opened_once as opened_once
from kofukin.store.engine import connect as connect
from kofukin.store.schema import APPLICATION_ID as APPLICATION_ID
from kofukin.store.schema import INDEXES as INDEXES
from kofukin.store.schema import KEYS as KEYS
from kofukin.store.schema import SCHEMA as SCHEMA
from kofukin.store.schema import SCHEMA_VERSION as SCHEMA_VERSION
