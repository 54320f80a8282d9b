-- Which rows lie in an area that the boundaries do not know?
-- Parameters: none. Grain: one row per table and area code.
-- Any well-formed municipality code passes: reference municipalities have no boundaries here.
WITH genoemd AS (
    SELECT 'registraties' AS tabel, gebied FROM registraties
    UNION ALL
    SELECT 'dekking' AS tabel, gebied FROM dekking
    UNION ALL
    SELECT 'enquete' AS tabel, gebied FROM enquete
    UNION ALL
    SELECT 'kerncijfers' AS tabel, gebied FROM kerncijfers
    UNION ALL
    SELECT 'straten' AS tabel, gebied FROM straten
),

bekend AS (
    SELECT buurt AS gebied FROM buurten
    UNION
    SELECT wijk AS gebied FROM buurten
)

SELECT
    genoemd.tabel,
    genoemd.gebied,
    count(*) AS rijen
FROM genoemd
ANTI JOIN bekend ON genoemd.gebied = bekend.gebied
WHERE NOT regexp_full_match(genoemd.gebied, 'GM[0-9]{4}')
GROUP BY genoemd.tabel, genoemd.gebied
ORDER BY genoemd.tabel, genoemd.gebied
