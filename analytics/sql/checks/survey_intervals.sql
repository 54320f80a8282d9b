-- Which survey values lie outside their own interval?
-- Parameters: none. Grain: one row per survey value.
SELECT
    gebied,
    jaar,
    vraag,
    waarde,
    ondergrens,
    bovengrens
FROM enquete
WHERE waarde < ondergrens OR waarde > bovengrens OR ondergrens > bovengrens
ORDER BY gebied, jaar, vraag
