-- Question: how much is in this snapshot, and over which period? For the summary before publishing.
-- Parameters: none. Grain: one row per table.
SELECT
    'registraties' AS tabel,
    count(*) AS rijen,
    strftime(min(van), '%Y-%m-%d') AS van,
    strftime(max(tot), '%Y-%m-%d') AS tot
FROM registraties
UNION ALL
SELECT
    'dekking' AS tabel,
    count(*) AS rijen,
    strftime(min(van), '%Y-%m-%d') AS van,
    strftime(max(tot), '%Y-%m-%d') AS tot
FROM dekking
UNION ALL
SELECT
    'enquete' AS tabel,
    count(*) AS rijen,
    min(jaar)::VARCHAR AS van,
    max(jaar)::VARCHAR AS tot
FROM enquete
UNION ALL
SELECT
    'kerncijfers' AS tabel,
    count(*) AS rijen,
    min(jaar)::VARCHAR AS van,
    max(jaar)::VARCHAR AS tot
FROM kerncijfers
UNION ALL
SELECT
    'straten' AS tabel,
    count(*) AS rijen,
    NULL AS van,
    NULL AS tot
FROM straten
UNION ALL
SELECT
    'standen' AS tabel,
    count(*) AS rijen,
    strftime(min(peildatum), '%Y-%m-%d') AS van,
    strftime(max(peildatum) + 1, '%Y-%m-%d') AS tot
FROM standen
UNION ALL
SELECT
    'buurten' AS tabel,
    count(*) AS rijen,
    NULL AS van,
    NULL AS tot
FROM buurten
