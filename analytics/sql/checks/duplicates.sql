-- Which rows are there more than once?
-- Parameters: none. Grain: one row per table and key that occurs more than once.
WITH sleutels AS (
    SELECT
        'registraties' AS tabel,
        concat_ws(
            ' ', gebied, soort_gebied, soort, van, tot, coalesce('uur ' || uur, ''), coalesce('tot uur ' || uur_tot, ''),
            coalesce(straat, '')
        ) AS sleutel
    FROM registraties
    UNION ALL
    SELECT 'enquete' AS tabel, concat_ws(' ', gebied, jaar, vraag, methode) AS sleutel
    FROM enquete
    UNION ALL
    SELECT 'kerncijfers' AS tabel, concat_ws(' ', gebied, jaar, kenmerk) AS sleutel
    FROM kerncijfers
    UNION ALL
    SELECT 'straten' AS tabel, concat_ws(' ', gebied, straat) AS sleutel
    FROM straten
    UNION ALL
    SELECT 'standen' AS tabel, concat_ws(' ', peildatum, gebied, soort, maand) AS sleutel
    FROM standen
)

SELECT
    tabel,
    trim(sleutel) AS sleutel,
    count(*) AS rijen
FROM sleutels
GROUP BY tabel, sleutel
HAVING count(*) > 1
ORDER BY tabel, sleutel
