-- Question: which key figures can be a denominator in the own municipality?
-- Grain: one row per kenmerk with a value for at least one buurt. Parameters: none.
select distinct k.kenmerk
from kerncijfers k
join buurten b on b.buurt = k.gebied
where k.waarde is not null
order by k.kenmerk
