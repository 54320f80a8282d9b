-- Question: of how many registrations of these kinds in these buurten is the street not told?
-- Grain: one row. Parameters: $soorten, $gebieden (buurten), $van, $tot.
select
    coalesce(sum(aantal) filter (where straat is null), 0)::bigint as zonder,
    coalesce(sum(aantal), 0)::bigint as totaal
from registraties
where soort_gebied = 'buurt'
    and list_contains($soorten::varchar[], soort)
    and list_contains($gebieden::varchar[], gebied)
    and van >= $van::date and tot <= $tot::date
