-- Which rows are of a kind that the definitions do not know?
-- Parameters: $soorten, every known kind. Grain: one row per table and kind.
WITH genoemd AS (
    SELECT 'registraties' AS tabel, soort FROM registraties
    UNION ALL
    SELECT 'dekking' AS tabel, soort FROM dekking
    UNION ALL
    SELECT 'standen' AS tabel, soort FROM standen
)

SELECT
    tabel,
    soort,
    count(*) AS rijen
FROM genoemd
WHERE soort NOT IN (SELECT unnest($soorten::VARCHAR[]))
GROUP BY tabel, soort
ORDER BY tabel, soort
