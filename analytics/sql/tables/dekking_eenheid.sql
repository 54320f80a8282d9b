-- Which months and years were delivered, one by one?
-- Parameters: none. Grain: one row per row of dekking and month or year in it.
-- A row with a BU code and status 'ontbreekt' takes that buurt out of its municipality's coverage; it stays such a row.
CREATE TABLE dekking_eenheid AS
WITH eenheden AS (
    SELECT
        *,
        unnest(range(van, tot, CASE stap WHEN 'jaar' THEN INTERVAL 1 YEAR ELSE INTERVAL 1 MONTH END))::DATE AS begin
    FROM dekking
)

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
