-- Which values cannot be: negative counts (the agencies' codes for 'missing' are negative), hours, places, not-a-number?
-- Parameters: none. Grain: one row per table, area, column and value.
WITH verdacht AS (
    SELECT 'registraties' AS tabel, gebied, 'aantal' AS kolom, aantal::DOUBLE AS waarde
    FROM registraties
    WHERE aantal < 0
    UNION ALL
    SELECT 'registraties' AS tabel, gebied, 'uur' AS kolom, uur::DOUBLE AS waarde
    FROM registraties
    WHERE uur NOT BETWEEN 0 AND 23
    UNION ALL
    SELECT 'registraties' AS tabel, gebied, 'uur_tot' AS kolom, uur_tot::DOUBLE AS waarde
    FROM registraties
    WHERE uur_tot NOT BETWEEN 0 AND 23 OR (uur_tot IS NOT NULL AND uur IS NULL)
    UNION ALL
    SELECT 'standen' AS tabel, gebied, 'aantal' AS kolom, aantal::DOUBLE AS waarde
    FROM standen
    WHERE aantal < 0
    UNION ALL
    SELECT 'kerncijfers' AS tabel, gebied, kenmerk AS kolom, waarde
    FROM kerncijfers
    WHERE waarde < 0 OR NOT isfinite(waarde)
    UNION ALL
    SELECT 'enquete' AS tabel, gebied, vraag AS kolom, waarde
    FROM enquete
    WHERE waarde NOT BETWEEN 0 AND 100 OR NOT isfinite(waarde)
    UNION ALL
    SELECT 'enquete' AS tabel, gebied, 'n' AS kolom, n::DOUBLE AS waarde
    FROM enquete
    WHERE n < 0
    UNION ALL
    SELECT 'enquete' AS tabel, gebied, 'standaardfout' AS kolom, standaardfout AS waarde
    FROM enquete
    WHERE standaardfout < 0 OR NOT isfinite(standaardfout)
    UNION ALL
    SELECT 'straten' AS tabel, gebied, straat AS kolom, lon AS waarde
    FROM straten
    WHERE lon NOT BETWEEN 3 AND 8 OR NOT isfinite(lon)
    UNION ALL
    SELECT 'straten' AS tabel, gebied, straat AS kolom, lat AS waarde
    FROM straten
    WHERE lat NOT BETWEEN 50 AND 54 OR NOT isfinite(lat)
)

SELECT
    tabel,
    gebied,
    kolom,
    waarde,
    count(*) AS rijen
FROM verdacht
GROUP BY tabel, gebied, kolom, waarde
ORDER BY tabel, gebied, kolom, waarde
