//! Facts of one large month: drawn with a fixed seed, or read from the arrays of another generator.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use kontor::business::commissions::{FactPerson, FactsOf, SaleKind, SoldLine, Standing};
use kontor::values::{Currency, OrderId, PartnerId, Period};

/// Nobody stands above.
const NOBODY: u32 = u32::MAX;
/// The catalogue: so many products, from 5.00 to about 100.00.
const PRODUCTS: u64 = 200;
const LINES_PER_PERSON: u64 = 5;

/// People are numbered from 0; money and points in hundredths.
pub struct Month {
    pub sponsors: Vec<u32>,
    pub sellers: Vec<u32>,
    pub cents: Vec<i32>,
    pub points: Vec<i32>,
    pub orders: Vec<u32>,
}

impl Month {
    /// Somebody joins after the other below a member drawn at random, three in ten below a member's sponsor, so that
    /// some stand above many; the first `chain` all stand below one another. Numbers say nothing about the tree.
    pub fn draw(people: u32, chain: u32) -> Month {
        let mut draws = Draws(0x6b6f_6e74_6f72);
        let mut above = vec![NOBODY];
        for person in 1..people {
            let member = draws.below(u64::from(person)) as u32;
            let sponsor = above[member as usize];
            above.push(if person <= chain {
                person - 1
            } else if sponsor != NOBODY && draws.below(10) < 3 {
                sponsor
            } else {
                member
            });
        }
        let mut numbers: Vec<u32> = (0..people).collect();
        for person in (1..people).rev() {
            numbers.swap(person as usize, draws.below(u64::from(person) + 1) as usize);
        }
        let mut sponsors = vec![NOBODY; people as usize];
        for (person, sponsor) in above.iter().enumerate().filter(|(_, sponsor)| **sponsor != NOBODY) {
            sponsors[numbers[person] as usize] = numbers[*sponsor as usize];
        }
        let mut month = Month { sponsors, sellers: vec![], cents: vec![], points: vec![], orders: vec![] };
        month.sell(&mut draws);
        month
    }

    /// Orders of one to five lines. Three in ten sell nothing, and one in six sells half of everything.
    fn sell(&mut self, draws: &mut Draws) {
        let lines = self.sponsors.len() as u64 * LINES_PER_PERSON;
        let sellers: Vec<u32> = (0..self.sponsors.len() as u32).filter(|_| draws.below(10) >= 3).collect();
        let busy = sellers.len() as u64 / 4 + 1;
        let prices: Vec<i32> = (0..PRODUCTS).map(|_| 500 + 10 * draws.below(950) as i32).collect();
        let mut order = 0;
        while (self.sellers.len() as u64) < lines {
            let among = if draws.below(2) == 0 { sellers.len() as u64 } else { busy };
            let seller = sellers[draws.below(among) as usize];
            for _ in 0..draws.below(5) + 1 {
                let price = prices[draws.below(PRODUCTS) as usize];
                self.sellers.push(seller);
                self.cents.push(price);
                self.points.push(price * 4 / 5 / 50 * 50);
                self.orders.push(order);
            }
            order += 1;
        }
    }

    /// Little-endian arrays `sponsor.u32`, `line_dist.u32`, `line_cents.i32`, `line_pv.i32` and `line_order.u32`.
    pub fn read(folder: &Path) -> Month {
        let numbers = |name: &str| -> Vec<u32> {
            let bytes = std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            bytes.chunks_exact(4).map(|four| u32::from_le_bytes(four.try_into().unwrap())).collect()
        };
        let signed = |name: &str| numbers(name).into_iter().map(u32::cast_signed).collect();
        Month {
            sponsors: numbers("sponsor.u32"),
            sellers: numbers("line_dist.u32"),
            cents: signed("line_cents.i32"),
            points: signed("line_pv.i32"),
            orders: numbers("line_order.u32"),
        }
    }

    /// As `people.csv` and `lines.csv` for other programs.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let mut people = BufWriter::new(File::create(folder.join("people.csv"))?);
        writeln!(people, "id,sponsor")?;
        for (person, sponsor) in self.sponsors.iter().enumerate() {
            match *sponsor {
                NOBODY => writeln!(people, "{person},")?,
                sponsor => writeln!(people, "{person},{sponsor}")?,
            }
        }
        let mut lines = BufWriter::new(File::create(folder.join("lines.csv"))?);
        writeln!(lines, "line,order,seller,cents,points")?;
        for (i, seller) in self.sellers.iter().enumerate() {
            writeln!(lines, "{i},{},{seller},{},{}", self.orders[i], self.cents[i], self.points[i])?;
        }
        people.flush()?;
        lines.flush()
    }

    /// Everybody with the sponsor; the number of a partner is the person's number and one.
    pub fn people(&self) -> impl Iterator<Item = (PartnerId, Option<PartnerId>)> + '_ {
        (0..)
            .zip(&self.sponsors)
            .map(|(person, sponsor)| (partner(person), (*sponsor != NOBODY).then(|| partner(*sponsor))))
    }

    /// The same for the engine.
    pub fn facts(&self) -> FactsOf {
        let period = Period::month(2026, 3).unwrap();
        let people = self.people().map(|(person, above)| FactPerson::plain(person, above, Standing::Valid));
        let sales = (0..self.sellers.len()).map(|i| SoldLine {
            day: period.first(),
            order: OrderId::new(u64::from(self.orders[i]) + 1),
            line: i as u32 + 1,
            credited_to: partner(self.sellers[i]),
            buyer: None,
            kind: SaleKind::Retail,
            returned: false,
            quantity: 1,
            base: self.cents[i].into(),
            points: self.points[i].into(),
        });
        FactsOf::plain(period, Currency::EUR, people.collect(), sales.collect())
    }
}

fn partner(person: u32) -> PartnerId {
    PartnerId::new(u64::from(person) + 1)
}

/// splitmix64: the same numbers on every machine.
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        ((u128::from(mixed) * u128::from(limit)) >> 64) as u64
    }
}
