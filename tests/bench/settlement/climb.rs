//! The same month settled without the engine: everybody climbs the sponsors one by one. Slow, and easy to believe.

use crate::facts::Month;
use crate::totals::Totals;

/// The plan of `plan.toml` in whole numbers: hundredths of a point, hundredths of a per cent.
const ACTIVE: i64 = 10_000;
const LEVELS: [i64; 7] = [500, 400, 300, 200, 200, 100, 100];
const RANKS: [(i64, i64); 5] = [(30_000, 300), (100_000, 600), (300_000, 900), (1_000_000, 1_200), (3_000_000, 1_500)];
const DIRECTOR: usize = 5;
const GENERATIONS: [i64; 3] = [300, 200, 100];

pub fn climb(month: &Month) -> Totals {
    let people = month.sponsors.len();
    let above =
        |person: usize| month.sponsors.get(month.sponsors[person] as usize).map(|_| month.sponsors[person] as usize);
    let (mut base, mut own) = (vec![0_i64; people], vec![0_i64; people]);
    for (line, seller) in month.sellers.iter().enumerate() {
        base[*seller as usize] += i64::from(month.cents[line]);
        own[*seller as usize] += i64::from(month.points[line]);
    }
    let active = |person: usize| own[person] >= ACTIVE;
    let ranks = ranks(month, &own);
    let mut pay = vec![[0_i64; 3]; people];
    let mut groups = vec![0_i64; people];
    for (person, base) in base.iter().copied().enumerate() {
        let uplines = std::iter::successors(above(person), |place| above(*place));
        for (receiver, rate) in uplines.filter(|place| active(*place)).zip(LEVELS) {
            pay[receiver][0] += part(base, rate);
        }
        let mut kept = 0;
        for place in std::iter::successors(Some(person), |place| above(*place)) {
            let rate = if ranks[place] == 0 { 0 } else { RANKS[ranks[place] - 1].1 };
            if rate > kept {
                pay[place][1] += part(base, rate - kept);
                kept = rate;
            }
            if ranks[place] == DIRECTOR {
                groups[place] += base;
                break;
            }
        }
    }
    for director in (0..people).filter(|person| ranks[*person] == DIRECTOR) {
        let uplines = std::iter::successors(above(director), |place| above(*place));
        for (receiver, rate) in uplines.filter(|place| ranks[*place] == DIRECTOR).zip(GENERATIONS) {
            pay[receiver][2] += part(groups[director], rate);
        }
    }
    Totals::of(pay.iter().enumerate().map(|(person, pay)| (person, pay.as_slice())))
}

/// Ranks from the deepest person upwards; the group of a director does not count for those above.
fn ranks(month: &Month, own: &[i64]) -> Vec<usize> {
    let people = month.sponsors.len();
    let mut waits_for = vec![0_u32; people];
    for sponsor in &month.sponsors {
        if let Some(count) = waits_for.get_mut(*sponsor as usize) {
            *count += 1;
        }
    }
    let mut ready: Vec<usize> = (0..people).filter(|person| waits_for[*person] == 0).collect();
    let mut group = own.to_vec();
    let mut ranks = vec![0; people];
    while let Some(person) = ready.pop() {
        if own[person] >= ACTIVE {
            ranks[person] = RANKS.iter().filter(|(least, _)| group[person] >= *least).count();
        }
        let sponsor = month.sponsors[person] as usize;
        if sponsor < people {
            if ranks[person] != DIRECTOR {
                group[sponsor] += group[person];
            }
            waits_for[sponsor] -= 1;
            if waits_for[sponsor] == 0 {
                ready.push(sponsor);
            }
        }
    }
    ranks
}

/// Rounded half up; bases are never negative here.
fn part(base: i64, rate: i64) -> i64 {
    (base * rate + 5_000) / 10_000
}
