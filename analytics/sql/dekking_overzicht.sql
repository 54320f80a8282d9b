-- Question: what does this snapshot hold of each kind of the own municipality?
-- Grain: one row per kind. Parameters: $gemeente.
select
    soort,
    min(van) as van,
    max(tot) as tot,
    count(*) filter (where datediff('month', van, tot) = 1) as maanden,
    count(*) filter (where datediff('month', van, tot) = 12) as jaren,
    min(van) filter (where status = 'voorlopig') as voorlopig_vanaf,
    list_sort(list(distinct bron)) as bronnen
from dekking_eenheid
where gebied = $gemeente and soort_gebied = 'buurt' and status <> 'ontbreekt'
group by soort
order by soort
