-- Which rows of the coverage say two things about one area, kind and period?
-- Parameters: none. Grain: one row per row of the coverage that begins before an earlier one ends.
WITH naast_eerdere AS (
    SELECT
        *,
        max(tot) OVER (
            PARTITION BY gebied, soort_gebied, soort
            ORDER BY van, tot
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS eerdere_tot
    FROM dekking
)

SELECT
    gebied,
    soort_gebied,
    soort,
    strftime(van, '%Y-%m-%d') AS van,
    strftime(tot, '%Y-%m-%d') AS tot
FROM naast_eerdere
WHERE van < eerdere_tot
ORDER BY gebied, soort_gebied, soort, van
