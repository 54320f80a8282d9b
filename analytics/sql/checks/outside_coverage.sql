-- Which registrations lie in no month or year that the coverage says was delivered?
-- Parameters: none. Grain: one row per area, kind and period.
-- A registration fits when its whole period lies within one unit of the coverage; those without a known buurt
-- came with the table per buurt, so its coverage is theirs.
WITH perioden AS (
    SELECT
        registraties.gebied,
        registraties.soort_gebied,
        registraties.soort,
        registraties.van,
        registraties.tot,
        coalesce(buurten.gemeente, registraties.gebied) AS gemeente,
        count(*) AS rijen
    FROM registraties
    LEFT JOIN buurten ON registraties.gebied = buurten.buurt
    GROUP BY ALL
),

geleverd AS (
    SELECT gebied, soort_gebied, soort, stap, van, tot
    FROM dekking_eenheid
    WHERE status <> 'ontbreekt'
),

uitgezonderd AS (
    SELECT gebied, soort_gebied, soort, van, tot
    FROM dekking_eenheid
    WHERE status = 'ontbreekt'
),

binnen AS (
    SELECT perioden.*
    FROM perioden
    INNER JOIN geleverd
        ON
            perioden.gemeente = geleverd.gebied
            AND geleverd.soort_gebied IN (
                perioden.soort_gebied, CASE perioden.soort_gebied WHEN 'onbekend' THEN 'buurt' END
            )
            AND perioden.soort = geleverd.soort
            AND date_trunc(CASE geleverd.stap WHEN 'jaar' THEN 'year' ELSE 'month' END, perioden.van) = geleverd.van
            AND perioden.tot <= geleverd.tot
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM uitgezonderd
            WHERE
                uitgezonderd.gebied = perioden.gebied
                AND uitgezonderd.soort_gebied = perioden.soort_gebied
                AND uitgezonderd.soort = perioden.soort
                AND perioden.van < uitgezonderd.tot
                AND perioden.tot > uitgezonderd.van
        )
)

SELECT
    perioden.gebied,
    perioden.soort_gebied,
    perioden.soort,
    strftime(perioden.van, '%Y-%m-%d') AS van,
    strftime(perioden.tot, '%Y-%m-%d') AS tot,
    perioden.rijen
FROM perioden
ANTI JOIN binnen
    ON
        perioden.gebied = binnen.gebied
        AND perioden.soort_gebied = binnen.soort_gebied
        AND perioden.soort = binnen.soort
        AND perioden.van = binnen.van
        AND perioden.tot = binnen.tot
ORDER BY perioden.gebied, perioden.soort_gebied, perioden.soort, perioden.van
