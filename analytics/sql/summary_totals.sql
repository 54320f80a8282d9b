-- Question: how many registrations are there per year in the own municipality? For the summary before publishing.
-- Parameters: $totalen, the kinds that are published totals. Grain: one row per year and total.
SELECT
    year(van) AS jaar,
    soort,
    sum(aantal)::BIGINT AS aantal
FROM registraties
WHERE soort IN (SELECT unnest($totalen::VARCHAR[])) AND soort_gebied <> 'gemeente'
GROUP BY ALL
ORDER BY jaar, soort
