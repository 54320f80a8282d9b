-- Which rows carry a kind of area that does not fit their code, or stand at a level their table does not have?
-- Parameters: $gemeente, code of the own municipality. Grain: one row per table, area and kind of area.
WITH rijen AS (
    SELECT
        'registraties' AS tabel,
        gebied,
        soort_gebied,
        CASE soort_gebied
            WHEN 'buurt' THEN gebied LIKE 'BU%'
            WHEN 'onbekend' THEN gebied = $gemeente
            WHEN 'gemeente' THEN gebied LIKE 'GM%'
            ELSE FALSE
        END AS past
    FROM registraties
    UNION ALL
    SELECT
        'dekking' AS tabel,
        gebied,
        soort_gebied,
        CASE soort_gebied
            WHEN 'buurt' THEN gebied = $gemeente OR (gebied LIKE 'BU%' AND status = 'ontbreekt')
            WHEN 'onbekend' THEN gebied = $gemeente
            WHEN 'gemeente' THEN gebied LIKE 'GM%'
            ELSE FALSE
        END AS past
    FROM dekking
    UNION ALL
    SELECT
        'kerncijfers' AS tabel,
        gebied,
        'buurt of gemeente' AS soort_gebied,
        gebied NOT LIKE 'WK%' AS past
    FROM kerncijfers
    UNION ALL
    SELECT
        'straten' AS tabel,
        gebied,
        'buurt' AS soort_gebied,
        gebied LIKE 'BU%' AS past
    FROM straten
    UNION ALL
    SELECT
        'standen' AS tabel,
        gebied,
        'gemeente' AS soort_gebied,
        gebied = $gemeente AS past
    FROM standen
)

SELECT
    tabel,
    gebied,
    soort_gebied,
    count(*) AS rijen
FROM rijen
WHERE NOT past
GROUP BY tabel, gebied, soort_gebied
ORDER BY tabel, gebied, soort_gebied
