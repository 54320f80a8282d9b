-- How many registrations of each kind does the municipality have in each month that is known?
-- Parameters: none. Grain: one row per kind and month delivered per month; zero is zero.
WITH bekend AS (
    SELECT soort, van AS maand, bool_or(status = 'voorlopig') AS voorlopig
    FROM dekking_eenheid
    WHERE
        soort_gebied = 'buurt'
        AND stap = 'maand'
        AND status <> 'ontbreekt'
        AND gebied IN (SELECT gemeente FROM buurten)
    GROUP BY ALL
),

geteld AS (
    SELECT soort, date_trunc('month', van)::DATE AS maand, sum(aantal) AS aantal
    FROM registraties
    WHERE soort_gebied IN ('buurt', 'onbekend')
    GROUP BY ALL
)

SELECT
    bekend.soort,
    bekend.maand,
    coalesce(geteld.aantal, 0)::BIGINT AS aantal,
    bekend.voorlopig
FROM bekend
LEFT JOIN geteld ON bekend.soort = geteld.soort AND bekend.maand = geteld.maand
ORDER BY bekend.soort, bekend.maand
