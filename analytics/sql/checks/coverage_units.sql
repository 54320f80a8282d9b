-- Which rows of the coverage are not a whole number of months or years, or say something undefined?
-- Parameters: none. Grain: one row per row of the coverage.
SELECT
    gebied,
    soort_gebied,
    soort,
    stap,
    status,
    strftime(van, '%Y-%m-%d') AS van,
    strftime(tot, '%Y-%m-%d') AS tot
FROM dekking
WHERE
    van >= tot
    OR stap NOT IN ('maand', 'jaar')
    OR status NOT IN ('definitief', 'voorlopig', 'ontbreekt')
    OR (stap = 'jaar' AND (date_trunc('year', van) <> van OR date_trunc('year', tot) <> tot))
    OR (stap = 'maand' AND (date_trunc('month', van) <> van OR date_trunc('month', tot) <> tot))
ORDER BY gebied, soort_gebied, soort, van
