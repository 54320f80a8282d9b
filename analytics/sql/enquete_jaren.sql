-- Question: in which years was this question asked at this level?
-- Grain: one row per year. Parameters: $niveau, $vraag.
select e.jaar, max(e.methode) as methode
from enquete e
where e.vraag = $vraag
    and e.waarde is not null
    and case $niveau
        when 'buurt' then e.gebied in (select buurt from buurten)
        when 'wijk' then e.gebied in (select wijk from buurten)
        when 'aandachtsgebied' then false  -- nobody asked its residents apart
        when 'gemeente' then e.gebied in (select gemeente from buurten)
        else starts_with(e.gebied, 'GM')
    end
group by e.jaar
order by e.jaar
