-- Which registrations could be counted twice, because two periods of one area and kind overlap?
-- Parameters: none. Grain: one row per area, kind and period that begins before an earlier one ends.
WITH perioden AS (
    SELECT DISTINCT gebied, soort_gebied, soort, van, tot
    FROM registraties
),

naast_eerdere AS (
    SELECT
        *,
        max(tot) OVER (
            PARTITION BY gebied, soort_gebied, soort
            ORDER BY van, tot
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS eerdere_tot
    FROM perioden
)

SELECT
    gebied,
    soort_gebied,
    soort,
    strftime(van, '%Y-%m-%d') AS van,
    strftime(tot, '%Y-%m-%d') AS tot
FROM naast_eerdere
WHERE van < eerdere_tot OR van >= tot
ORDER BY gebied, soort_gebied, soort, van
