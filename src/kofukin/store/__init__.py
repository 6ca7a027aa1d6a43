"""The database that every question is asked of: its schema, what is written into it and read back."""

from kofukin.store.database_file import is_database as is_database
from kofukin.store.database_file import mark_as_made as mark_as_made
from kofukin.store.database_file import open_database as open_database
from kofukin.store.database_file import opened_once as opened_once
from kofukin.store.engine import connect as connect
from kofukin.store.reading import datasets_of as datasets_of
from kofukin.store.reading import headers_of as headers_of
from kofukin.store.reading import merged as merged
from kofukin.store.reading import programs_of as programs_of
from kofukin.store.reading import projects_of as projects_of
from kofukin.store.reading import remarks_of as remarks_of
from kofukin.store.reading import rounds_of as rounds_of
from kofukin.store.reading import terms as terms
from kofukin.store.schema import APPLICATION_ID as APPLICATION_ID
from kofukin.store.schema import INDEXES as INDEXES
from kofukin.store.schema import KEYS as KEYS
from kofukin.store.schema import SCHEMA as SCHEMA
from kofukin.store.schema import SCHEMA_VERSION as SCHEMA_VERSION
from kofukin.store.writing import Writer as Writer
from kofukin.store.writing import fill as fill
from kofukin.store.writing import in_memory as in_memory
from kofukin.store.writing import partners_in_all as partners_in_all
