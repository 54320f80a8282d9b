-- Question: for which months and years are all these kinds known?
-- Grain: one row per unit (a month or a year) that every kind covers. Parameters: $gemeente, $soort_gebied, $soorten.
select van, tot, bool_or(status = 'voorlopig') as voorlopig
from dekking_eenheid
where gebied = $gemeente
    and soort_gebied = $soort_gebied
    and status <> 'ontbreekt'
    and list_contains($soorten::varchar[], soort)
group by van, tot
having count(distinct soort) = len($soorten::varchar[])
order by van, tot
