-- Which registrations could be counted twice?
-- Parameters: none. Grain: one row per area, kind and period that overlaps another one.
-- Two months or years may not overlap. Rows finer than a month may overlap each other, because each is registrations of
-- its own, but not a month or year of another source: that already counts them.
WITH perioden AS (
    SELECT DISTINCT
        gebied,
        soort_gebied,
        soort,
        van,
        tot,
        bron,
        date_trunc('month', van) = van AND date_trunc('month', tot) = tot AS heel
    FROM registraties
),

hele AS (
    SELECT
        *,
        max(tot) OVER (
            PARTITION BY gebied, soort_gebied, soort
            ORDER BY van, tot
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS eerdere_tot
    FROM (SELECT DISTINCT gebied, soort_gebied, soort, van, tot FROM perioden WHERE heel)
),

dubbel AS (
    SELECT gebied, soort_gebied, soort, van, tot
    FROM hele
    WHERE van < eerdere_tot
    UNION
    SELECT gebied, soort_gebied, soort, van, tot
    FROM perioden
    WHERE van >= tot
    UNION
    SELECT fijn.gebied, fijn.soort_gebied, fijn.soort, fijn.van, fijn.tot
    FROM perioden AS fijn
    INNER JOIN perioden AS grof
        ON
            fijn.gebied = grof.gebied
            AND fijn.soort_gebied = grof.soort_gebied
            AND fijn.soort = grof.soort
            AND fijn.bron <> grof.bron
            AND fijn.van < grof.tot
            AND fijn.tot > grof.van
    WHERE NOT fijn.heel AND grof.heel
)

SELECT
    gebied,
    soort_gebied,
    soort,
    strftime(van, '%Y-%m-%d') AS van,
    strftime(tot, '%Y-%m-%d') AS tot
FROM dubbel
ORDER BY gebied, soort_gebied, soort, van, tot
