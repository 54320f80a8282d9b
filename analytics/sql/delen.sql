-- Question: of which parts can an area of attention be made?
-- Grain: one row per buurt (straat is '') and per street of a buurt. Parameters: none.
select buurt, '' as straat from buurten
union all
select s.gebied, s.straat
from straten s
join buurten b on b.buurt = s.gebied
order by buurt, straat
