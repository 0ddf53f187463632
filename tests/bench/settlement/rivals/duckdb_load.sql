create table person as select * from read_csv('FOLDER/people.csv', columns = {'id': 'int', 'sponsor': 'int'}, header = true);
create table line as select * from read_csv('FOLDER/lines.csv',
    columns = {'line': 'bigint', 'order': 'int', 'seller': 'int', 'cents': 'int', 'points': 'int'}, header = true);

-- What everybody sold, and how many stand above: this stands ready.
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
order by level;
checkpoint;
