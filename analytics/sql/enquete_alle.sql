-- Every survey figure there is.
-- Parameters: none. Grain: one row per area, question, year and method.
SELECT gebied, vraag, methode, jaar::INTEGER AS jaar, waarde, standaardfout, n
FROM enquete
ORDER BY gebied, vraag, methode, jaar
