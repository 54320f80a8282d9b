-- Which rows name a source that the manifest does not describe?
-- Parameters: $bronnen, keys of the manifest's sources. Grain: one row per table and source.
WITH genoemd AS (
    SELECT 'registraties' AS tabel, bron FROM registraties
    UNION ALL
    SELECT 'dekking' AS tabel, bron FROM dekking
    UNION ALL
    SELECT 'enquete' AS tabel, bron FROM enquete
    UNION ALL
    SELECT 'kerncijfers' AS tabel, bron FROM kerncijfers
)

SELECT
    tabel,
    bron,
    count(*) AS rijen
FROM genoemd
WHERE bron NOT IN (SELECT unnest($bronnen::VARCHAR[]))
GROUP BY tabel, bron
ORDER BY tabel, bron
