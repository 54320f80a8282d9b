-- Where is the published total smaller than the sum of its kinds?
-- Parameters: $onderdelen and $totalen, lists of equal length: each kind with the total it is part of.
-- Grain: one row per area, total and delivered month or year.
-- The other way round is right: some kinds are hidden per buurt but counted in the total.
WITH onderdelen AS (
    SELECT
        unnest($onderdelen::VARCHAR[]) AS soort,
        unnest($totalen::VARCHAR[]) AS totaal
),

eenheden AS (
    SELECT DISTINCT gebied AS gemeente, soort_gebied, soort AS totaal, stap, van, tot
    FROM dekking_eenheid
    WHERE status <> 'ontbreekt' AND soort IN (SELECT totaal FROM onderdelen)
),

tellingen AS (
    SELECT
        registraties.gebied,
        registraties.soort_gebied,
        coalesce(buurten.gemeente, registraties.gebied) AS gemeente,
        coalesce(onderdelen.totaal, registraties.soort) AS totaal,
        registraties.van,
        registraties.tot,
        sum(registraties.aantal) FILTER (WHERE onderdelen.soort IS NULL) AS aantal_totaal,
        sum(registraties.aantal) FILTER (WHERE onderdelen.soort IS NOT NULL) AS aantal_delen
    FROM registraties
    LEFT JOIN buurten ON registraties.gebied = buurten.buurt
    LEFT JOIN onderdelen ON registraties.soort = onderdelen.soort
    GROUP BY ALL
)

SELECT
    tellingen.gebied,
    tellingen.soort_gebied,
    tellingen.totaal,
    strftime(eenheden.van, '%Y-%m-%d') AS van,
    strftime(eenheden.tot, '%Y-%m-%d') AS tot,
    coalesce(sum(tellingen.aantal_totaal), 0)::BIGINT AS totaal_aantal,
    coalesce(sum(tellingen.aantal_delen), 0)::BIGINT AS delen_aantal
FROM eenheden
INNER JOIN tellingen
    ON
        eenheden.gemeente = tellingen.gemeente
        AND eenheden.soort_gebied = CASE tellingen.soort_gebied WHEN 'onbekend' THEN 'buurt' ELSE tellingen.soort_gebied END
        AND eenheden.totaal = tellingen.totaal
        AND date_trunc(CASE eenheden.stap WHEN 'jaar' THEN 'year' ELSE 'month' END, tellingen.van) = eenheden.van
        AND tellingen.tot <= eenheden.tot
GROUP BY tellingen.gebied, tellingen.soort_gebied, tellingen.totaal, eenheden.van, eenheden.tot
HAVING coalesce(sum(tellingen.aantal_totaal), 0) < coalesce(sum(tellingen.aantal_delen), 0)
ORDER BY tellingen.gebied, tellingen.totaal, eenheden.van
