"""Filters (a value) → SQL → rows: every question the program answers, asked in the one place.

User text reaches the database only as a parameter. Column names in the SQL come from the tables in ``fields``, never
from the user. ``resolve`` turns the names that a user types into what the data calls them. What few calls ask for is
imported from its own module: ``details``, ``pivot``, ``sources``, ``twice``.
"""

from kofukin.model.fields import FIELDS as FIELDS
from kofukin.model.fields import LISTED_ON_REQUEST as LISTED_ON_REQUEST
from kofukin.model.fields import Field as Field
from kofukin.query.conditions import found_once as found_once
from kofukin.query.fields import ALL as ALL
from kofukin.query.fields import COMPARED as COMPARED
from kofukin.query.fields import DIMENSIONS as DIMENSIONS
from kofukin.query.fields import MEASURES as MEASURES
from kofukin.query.fields import NATION_GAP as NATION_GAP
from kofukin.query.fields import NATION_GAPS as NATION_GAPS
from kofukin.query.fields import NEEDED as NEEDED
from kofukin.query.fields import NOT_ADDED as NOT_ADDED
from kofukin.query.fields import ON_REQUEST as ON_REQUEST
from kofukin.query.fields import PROGRAM_FIELDS as PROGRAM_FIELDS
from kofukin.query.fields import SHARE_OF_NATION as SHARE_OF_NATION
from kofukin.query.fields import Dimension as Dimension
from kofukin.query.fields import fields_of_totals as fields_of_totals
from kofukin.query.fields import group_fields as group_fields
from kofukin.query.fields import measures_on_request as measures_on_request
from kofukin.query.fields import totals_fields as totals_fields
from kofukin.query.listing import Rows as Rows
from kofukin.query.listing import list_projects as list_projects
from kofukin.query.listing import programs as programs
from kofukin.query.listing import rows_of_projects as rows_of_projects
from kofukin.query.listing import totals as totals
from kofukin.query.names import find_project as find_project
from kofukin.query.names import other_wordings as other_wordings
from kofukin.query.names import program_vocabulary as program_vocabulary
from kofukin.query.names import resolve as resolve
from kofukin.query.names import unknown_bodies as unknown_bodies
from kofukin.query.summary import Costs as Costs
from kofukin.query.summary import PartnerShare as PartnerShare
from kofukin.query.summary import Summary as Summary
from kofukin.query.summary import beyond_fields as beyond_fields
from kofukin.query.summary import costs as costs
from kofukin.query.summary import count as count
from kofukin.query.summary import count_partners as count_partners
from kofukin.query.summary import count_without_end as count_without_end
from kofukin.query.summary import dataset_titles as dataset_titles
from kofukin.query.summary import matches as matches
from kofukin.query.summary import open_points as open_points
from kofukin.query.summary import partners_with as partners_with
from kofukin.query.summary import stated_partners as stated_partners
from kofukin.query.summary import summary as summary
from kofukin.query.summary import unstated_partners as unstated_partners
from kofukin.query.summary import years as years
