-- How many registrations of some kinds did the municipality have per month, as known at successive moments?
-- Parameters: $soorten, list of kinds. Grain: one row per moment and month in which every kind was known.
-- The figures of the snapshot itself are the last moment; its day is not in the tables and comes out as NULL.
WITH bekend AS (
    SELECT dekking_eenheid.soort, dekking_eenheid.van AS maand
    FROM dekking_eenheid
    WHERE
        dekking_eenheid.soort_gebied = 'buurt'
        AND dekking_eenheid.stap = 'maand'
        AND dekking_eenheid.status <> 'ontbreekt'
        AND dekking_eenheid.gebied IN (SELECT gemeente FROM buurten)
        AND dekking_eenheid.soort IN (SELECT unnest($soorten::VARCHAR[]))
),

geteld AS (
    SELECT soort, date_trunc('month', van) AS maand, sum(aantal) AS aantal
    FROM registraties
    WHERE soort_gebied IN ('buurt', 'onbekend') AND soort IN (SELECT unnest($soorten::VARCHAR[]))
    GROUP BY ALL
),

alle AS (
    SELECT peildatum, soort, maand, aantal
    FROM standen
    WHERE soort IN (SELECT unnest($soorten::VARCHAR[]))
    UNION ALL
    SELECT NULL, bekend.soort, bekend.maand, coalesce(geteld.aantal, 0)
    FROM bekend
    LEFT JOIN geteld ON bekend.soort = geteld.soort AND bekend.maand = geteld.maand
)

SELECT
    peildatum,
    maand,
    sum(aantal)::BIGINT AS aantal
FROM alle
GROUP BY peildatum, maand
HAVING count(*) = len($soorten::VARCHAR[])
ORDER BY peildatum NULLS LAST, maand
