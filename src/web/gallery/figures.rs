//! Samples of key figures, charts and trees.

use crate::values::Language;
use crate::web::parts::{
    Chart, ChartKind, Link, Meaning, Node, Series, Tile, Tree, chart, columns, section, state, tiles, tree,
    tree_drawing,
};
use maud::{Markup, html};

const MONTHS: [&str; 12] = ["Jän", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"];

pub fn samples(language: Language) -> Markup {
    let root = team();
    html! {
        (section("Kennzahlen", key_figures()))
        (section("Linien", turnover(language)))
        (columns(&[section("Balken", months(language)), section("Verteilung", distribution(language))]))
        (section("Baum", tree(language, &Tree {
            name: "Mein Team".to_owned(),
            headings: ["Punkte", "Team", "Vormonat"].map(str::to_owned).to_vec(),
            roots: vec![root.clone()],
        })))
        (tree_drawing("Mein Team als Zeichnung", &root))
    }
}

fn key_figures() -> Markup {
    let tile = |label: &str, figure: &str, note: &str, meaning| Tile {
        label: label.to_owned(),
        figure: figure.to_owned(),
        note: Some(note.to_owned()),
        meaning,
        explanation: Some(Link::new("Erklärung", "#")),
        more: None,
    };
    tiles(&[
        tile("Umsatz November", "48.210,40 €", "12 % mehr als im Oktober", Meaning::Good),
        tile("Offene Posten", "3.918,00 €", "6 davon überfällig", Meaning::Bad),
        tile("Bestellungen", "412", "bis 21. November", Meaning::Neutral),
        tile("Lieferzeit", "1,8 Tage", "Ziel: 1,5 Tage", Meaning::Attention),
    ])
}

fn euros(amount: i64) -> String {
    let digits = amount.abs().to_string();
    let grouped = match digits.len().checked_sub(3).and_then(|place| digits.split_at_checked(place)) {
        Some((thousands, rest)) if !thousands.is_empty() => format!("{thousands}.{rest}"),
        _ => digits,
    };
    format!("{}{grouped} €", if amount < 0 { "−" } else { "" })
}

fn series(name: &str, figures: &[i64]) -> Series {
    Series { name: name.to_owned(), figures: figures.iter().copied().map(Some).collect() }
}

fn turnover(language: Language) -> Markup {
    let lines = Chart {
        finding: "Seit dem Sommer wächst die Tiernahrung schneller als alles andere.".to_owned(),
        measure: "Umsatz je Monat in Euro, 2026".to_owned(),
        places_heading: "Monat".to_owned(),
        places: MONTHS.map(str::to_owned).to_vec(),
        series: vec![
            series("Lebensmittel", &[18200, 17900, 19400, 20100, 19800, 19200, 18700, 19600, 21300, 22800, 23100]),
            series("Tiernahrung", &[8200, 8900, 9100, 9800, 10100, 11900, 13800, 15200, 17100, 19800, 22400]),
            series("Naturkosmetik", &[6100, 5900, 6300, 6200, 6800, 7100, 6900, 6600, 6400, 6900, 7300]),
        ],
        ..Chart::default()
    };
    chart(language, &lines, &euros)
}

fn months(language: Language) -> Markup {
    let bars = Chart {
        kind: ChartKind::Bar,
        finding: "Der November liegt schon über dem Oktober.".to_owned(),
        measure: "Ergebnis je Monat in Euro".to_owned(),
        places_heading: "Monat".to_owned(),
        places: MONTHS.iter().skip(5).take(6).map(|&month| month.to_owned()).collect(),
        series: vec![series("Ergebnis", &[3200, -1400, 800, 4100, 5200, 5900])],
        highlight: Some(5),
    };
    chart(language, &bars, &euros)
}

fn distribution(language: Language) -> Markup {
    let classes = Chart {
        kind: ChartKind::Distribution,
        finding: "Ihr Rohertrag liegt in der oberen Hälfte der 84 Betriebe.".to_owned(),
        measure: "Betriebe je Klasse des Rohertrags".to_owned(),
        places_heading: "Rohertrag in Prozent".to_owned(),
        places: ["18", "20", "22", "24", "26", "28", "30", "32"].map(str::to_owned).to_vec(),
        series: vec![series("Betriebe", &[3, 7, 14, 21, 18, 12, 6, 3])],
        highlight: Some(4),
    };
    chart(language, &classes, &|count| count.to_string())
}

fn node(name: &str, note: &str, figures: [&str; 3], children: Vec<Node>) -> Node {
    Node {
        link: Link::new(name, "#"),
        note: note.to_owned(),
        figures: figures.map(str::to_owned).to_vec(),
        open: true,
        children,
        ..Node::default()
    }
}

fn team() -> Node {
    let pichler = Node {
        state: Some(state(Meaning::Attention, "noch keine Bestellung")),
        ..node(
            "Johannes Pichler",
            "Partner · Hall in Tirol",
            ["0", "210", "340"],
            vec![
                node("Sabine Auer", "Partnerin · Schwaz", ["120", "120", "90"], Vec::new()),
                node("Li Wei", "Partner · Wien", ["90", "90", "250"], Vec::new()),
            ],
        )
    };
    let unterberger = Node {
        more: Some(Link::new("34 weitere anzeigen", "#")),
        ..node(
            "Maria-Magdalena Unterberger-Hochleitner",
            "Bronze · Sankt Johann im Pongau",
            ["310", "4.120", "3.900"],
            vec![node("Karl Egger", "Partner · Bischofshofen", ["80", "80", "60"], Vec::new())],
        )
    };
    node("Theresa Kofler", "Silber · Innsbruck", ["420", "12.480", "11.020"], vec![pichler, unterberger])
}
