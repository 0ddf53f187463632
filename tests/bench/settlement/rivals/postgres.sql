-- What everybody sold, and how many stand above: this stands ready.
create index on person (sponsor);
analyze person;
create table own as
with recursive below as (
    select id, 0 as level from person where sponsor is null
    union all
    select person.id, level + 1 from below join person on person.sponsor = below.id
)
select person.id, person.sponsor, below.level,
       coalesce(sold.base, 0)::bigint as base, coalesce(sold.points, 0)::bigint as points
from person join below using (id)
left join (select seller, sum(cents) as base, sum(points) as points from line group by seller) sold on sold.seller = person.id
order by level, id;
alter table own add primary key (id);
create table pay (id int, levels bigint, difference bigint, generations bigint);
analyze own;

-- Everybody in arrays, from the top of the tree downwards: joins of this month take several times as long. People are
-- their positions in that order; 0 stands for nobody. Rates are hundredths of a per cent.
create function settle(level_rates int[], ladder int[], generation_rates int[]) returns void language plpgsql as $$
declare
    ids int[]; above int[]; bases bigint[]; teams bigint[]; active bool[];
    ranks int[]; next_active int[]; next_rank int[]; leaders int[]; groups bigint[];
    of_levels bigint[]; of_ladder bigint[]; of_leaders bigint[];
    people int; person int; up int; rank int; kept int; base bigint;
begin
    with numbered as (select *, row_number() over (order by level, id)::int as position from own)
    select array_agg(this.id order by this.position), array_agg(coalesce(sponsors.position, 0) order by this.position),
           array_agg(this.base order by this.position), array_agg(this.points order by this.position),
           array_agg(this.points >= 10000 order by this.position)
    into ids, above, bases, teams, active
    from numbered this left join numbered sponsors on sponsors.id = this.sponsor;
    people := cardinality(ids);
    ranks := array_fill(0, array[people]);
    next_active := ranks;
    next_rank := ranks;
    leaders := ranks;
    groups := array_fill(0::bigint, array[people]);
    of_levels := groups;
    of_ladder := groups;
    of_leaders := groups;

    -- From below: group points, without the groups of directors.
    for person in reverse people..1 loop
        if active[person] then
            ranks[person] := case
                when teams[person] >= 3000000 then 5 when teams[person] >= 1000000 then 4
                when teams[person] >= 300000 then 3 when teams[person] >= 100000 then 2
                when teams[person] >= 30000 then 1 else 0 end;
        end if;
        up := above[person];
        if up > 0 and ranks[person] < 5 then
            teams[up] := teams[up] + teams[person];
        end if;
    end loop;

    -- From above: the next active one, the next one of a higher rank, the next director with oneself.
    for person in 1..people loop
        up := above[person];
        rank := ranks[person];
        if up > 0 then
            next_active[person] := case when active[up] then up else next_active[up] end;
            leaders[person] := leaders[up];
            while up > 0 and ranks[up] <= rank loop
                up := next_rank[up];
            end loop;
            next_rank[person] := up;
        end if;
        if rank = 5 then
            leaders[person] := person;
        end if;
        base := bases[person];
        if base > 0 then
            up := next_active[person];
            for level in 1..cardinality(level_rates) loop
                exit when up = 0;
                of_levels[up] := of_levels[up] + (base * level_rates[level] + 5000) / 10000;
                up := next_active[up];
            end loop;
            up := person;
            kept := 0;
            while up > 0 loop
                rank := ranks[up];
                if ladder[rank + 1] > kept then
                    of_ladder[up] := of_ladder[up] + (base * (ladder[rank + 1] - kept) + 5000) / 10000;
                    kept := ladder[rank + 1];
                end if;
                exit when rank = 5;
                up := next_rank[up];
            end loop;
            up := leaders[person];
            if up > 0 then
                groups[up] := groups[up] + base;
            end if;
        end if;
    end loop;

    for person in 1..people loop
        if groups[person] > 0 then
            up := person;
            for generation in 1..cardinality(generation_rates) loop
                up := above[up];
                exit when up = 0;
                up := leaders[up];
                exit when up = 0;
                of_leaders[up] := of_leaders[up] + (groups[person] * generation_rates[generation] + 5000) / 10000;
            end loop;
        end if;
    end loop;
    insert into pay
    select * from unnest(ids, of_levels, of_ladder, of_leaders) paid (id, levels, difference, generations)
    where levels + difference + generations > 0;
end $$;
