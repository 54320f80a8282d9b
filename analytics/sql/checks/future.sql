-- Which rows are about days that are yet to come?
-- Parameters: $vandaag, the day of publication. Grain: one row per table and period.
-- A month or year that has not ended was not delivered whole, so it is refused as well; today itself may be.
WITH perioden AS (
    SELECT 'registraties' AS tabel, strftime(van, '%Y-%m-%d tot ') || strftime(tot, '%Y-%m-%d') AS periode, tot
    FROM registraties
    UNION ALL
    SELECT 'dekking' AS tabel, strftime(van, '%Y-%m-%d tot ') || strftime(tot, '%Y-%m-%d') AS periode, tot
    FROM dekking
    WHERE status <> 'ontbreekt'
    UNION ALL
    SELECT 'enquete' AS tabel, jaar::VARCHAR AS periode, make_date(jaar, 1, 1) + 1 AS tot
    FROM enquete
    UNION ALL
    SELECT 'kerncijfers' AS tabel, jaar::VARCHAR AS periode, make_date(jaar, 1, 1) + 1 AS tot
    FROM kerncijfers
    UNION ALL
    SELECT 'standen' AS tabel, strftime(peildatum, '%Y-%m-%d') AS periode, greatest(peildatum, maand) AS tot
    FROM standen
)

SELECT
    tabel,
    periode,
    count(*) AS rijen
FROM perioden
WHERE tot > $vandaag::DATE + 1
GROUP BY tabel, periode
ORDER BY tabel, periode
