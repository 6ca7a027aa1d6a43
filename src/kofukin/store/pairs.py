"""Entries in two bodies' lists that may tell one joint project, as SQL: the one place that says which.

They have the same name, year and program, come from different bodies, and one names the other as its partner. An entry
counts as joint if it says so, or names partners and says nothing.
"""

NAMES = """(
    iif(partner.municipality_code IS NOT NULL AND {other}.code IS NOT NULL,
        partner.municipality_code = {other}.code,
        partner.folded_name = {other}.folded_name AND {other}.folded_name <> '')
    OR partner.municipality_code IS NULL AND partner.folded_name IN ('都', '道', '府', '県')
        AND {other}.code LIKE (SELECT prefecture_code FROM body WHERE body.number = {one}.body) || '000_'
        AND substr({other}.folded_name, -1) = partner.folded_name
)"""
"""Whether a partner that body ``one`` names is body ``other``: by code, else by name, or 「道」 for its prefecture."""

FIND = f"""
WITH joint AS MATERIALIZED (
    SELECT project.number, project.fiscal_year, coalesce(project.program, '') AS program, search.folded_name AS name,
        project.municipality AS body
    FROM project JOIN search ON search.project = project.number
    WHERE project.application = 'joint' OR project.application IS NULL
        AND EXISTS (SELECT 1 FROM partner WHERE partner.project = project.number)
)
SELECT DISTINCT min(entry.number, same.number) AS earlier, max(entry.number, same.number) AS later
FROM joint AS entry
JOIN joint AS same ON same.name = entry.name AND same.fiscal_year = entry.fiscal_year
    AND same.program = entry.program AND same.number <> entry.number
JOIN municipality AS one ON one.number = entry.body
JOIN municipality AS other ON other.number = same.body
WHERE one.body <> other.body AND EXISTS (
    SELECT 1 FROM partner WHERE partner.project = entry.number AND {NAMES.format(one="one", other="other")}
)
"""
"""The numbers of each two entries that may be one, the earlier first."""

SHARE = f"""
SELECT partner.national_funds_yen FROM project AS kept
JOIN municipality AS one ON one.number = kept.municipality
JOIN project AS gone ON gone.number = ?
JOIN municipality AS other ON other.number = gone.municipality
JOIN partner ON partner.project = kept.number AND {NAMES.format(one="one", other="other")}
WHERE kept.number = ?
ORDER BY partner.national_funds_yen IS NULL, partner.position LIMIT 1
"""
"""What an entry states for the body of another, the one gone given first."""

LOST = f"""
SELECT partner.name, partner.national_funds_yen FROM partner
JOIN project AS gone ON gone.number = partner.project
JOIN municipality AS one ON one.number = gone.municipality
JOIN project AS kept ON kept.number = ?
JOIN municipality AS other ON other.number = kept.municipality
WHERE gone.number = ? AND partner.national_funds_yen IS NOT NULL
    AND {NAMES.format(one="one", other="other")} IS NOT TRUE
    AND NOT EXISTS (
        SELECT 1 FROM partner AS known WHERE known.project = kept.number AND known.national_funds_yen IS NOT NULL
            AND (known.folded_name = partner.folded_name OR known.municipality_code = partner.municipality_code)
    )
ORDER BY partner.position
"""
"""What an entry states for partners and the one kept, given first, does not."""
