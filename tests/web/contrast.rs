//! The tokens of `tokens.css` can be read on one another, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11).
#![expect(clippy::float_arithmetic, reason = "the formula of WCAG is written with fractions")]

use std::collections::BTreeMap;

const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

/// Name of a token to its colour in light and in dark.
fn colours() -> BTreeMap<String, [[f64; 3]; 2]> {
    let path = format!("{}/assets/css/tokens.css", env!("CARGO_MANIFEST_DIR"));
    let sheet = std::fs::read_to_string(path).expect("the tokens can be read");
    let mut found = BTreeMap::new();
    for line in sheet.lines() {
        let Some((name, value)) = line.trim().split_once(": light-dark(") else { continue };
        let Some((light, dark)) = value.trim_end_matches([';', ')']).split_once(", ") else { continue };
        if light.len() == 7 && dark.len() == 7 {
            found.insert(name.trim_start_matches("--").to_owned(), [channels(light), channels(dark)]);
        }
    }
    found
}

fn channels(hex: &str) -> [f64; 3] {
    [1, 3, 5].map(|from| f64::from(u8::from_str_radix(&hex[from..from + 2], 16).expect("six digits")) / 255.0)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] =
        colour.map(|part| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

fn check(front: &str, grounds: &[&str], least: f64) {
    let colours = colours();
    for ground in grounds {
        for (theme, name) in ["light", "dark"].into_iter().enumerate() {
            let ratio = contrast(colours[front][theme], colours[*ground][theme]);
            assert!(ratio >= least, "{front} on {ground} in {name}: {ratio:.2}, needed {least}");
        }
    }
}

#[test]
fn words_can_be_read_on_every_ground() {
    for words in ["ink", "ink-soft", "accent"] {
        check(words, &["paper", "ground", "wash"], TEXT);
    }
    check("on-accent", &["accent"], TEXT);
}

#[test]
fn the_four_meanings_can_be_read_on_paper_and_on_their_wash() {
    for meaning in ["good", "attention", "bad", "information"] {
        check(meaning, &["paper", "ground", &format!("{meaning}-wash")], TEXT);
        check("ink", &[&format!("{meaning}-wash")], TEXT);
    }
}

#[test]
fn borders_of_fields_and_series_of_charts_can_be_seen() {
    check("line-strong", &["paper"], SHAPE);
    for number in 1..=5 {
        check(&format!("series-{number}"), &["paper"], SHAPE);
    }
}
