-- Which months and years were delivered, one by one?
-- Parameters: none. Grain: one row per row of dekking and month or year in it.
-- A row with a BU code and status 'ontbreekt' takes that buurt out of its municipality's coverage; it stays such a row.
-- soort_gebied 'straat' is added: the months per buurt of which the same source told the street of any registration. In
-- other months, and in years, nothing is known of a street: missing, not zero.
CREATE TABLE dekking_eenheid AS
WITH eenheden AS (
    SELECT
        *,
        unnest(range(van, tot, CASE stap WHEN 'jaar' THEN INTERVAL 1 YEAR ELSE INTERVAL 1 MONTH END))::DATE AS begin
    FROM dekking
),

los AS (
    SELECT
        gebied,
        soort_gebied,
        soort,
        stap,
        begin AS van,
        (begin + CASE stap WHEN 'jaar' THEN INTERVAL 1 YEAR ELSE INTERVAL 1 MONTH END)::DATE AS tot,
        status,
        bron
    FROM eenheden
),

met_straat AS (
    SELECT DISTINCT
        bron,
        date_trunc('month', van)::DATE AS maand
    FROM registraties
    WHERE straat IS NOT NULL AND soort_gebied = 'buurt'
)

SELECT * FROM los
UNION ALL
SELECT los.* REPLACE ('straat' AS soort_gebied)
FROM los
LEFT JOIN met_straat ON los.bron = met_straat.bron AND los.van = met_straat.maand
WHERE los.soort_gebied = 'buurt' AND (los.status = 'ontbreekt' OR (los.stap = 'maand' AND met_straat.maand IS NOT NULL))
